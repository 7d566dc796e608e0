/** How each part of the stack is prepared, started and asked whether it is ready. */
@NullMarked
package io.backstitch.stack.component;

import org.jspecify.annotations.NullMarked;
