@NullMarked
package io.backstitch.stack.junit;

import org.jspecify.annotations.NullMarked;
