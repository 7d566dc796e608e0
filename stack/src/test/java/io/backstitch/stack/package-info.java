@NullMarked
package io.backstitch.stack;

import org.jspecify.annotations.NullMarked;
