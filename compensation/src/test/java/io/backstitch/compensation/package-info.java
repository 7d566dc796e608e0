@NullMarked
package io.backstitch.compensation;

import org.jspecify.annotations.NullMarked;
