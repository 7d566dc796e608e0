@NullMarked
package io.backstitch;

import org.jspecify.annotations.NullMarked;
