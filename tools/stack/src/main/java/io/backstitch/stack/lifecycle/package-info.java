/** Starts and stops parts in the order of their dependencies. */
@NullMarked
package io.backstitch.stack.lifecycle;

import org.jspecify.annotations.NullMarked;
