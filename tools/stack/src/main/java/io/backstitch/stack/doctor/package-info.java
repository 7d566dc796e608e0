/** Looks whether this machine has what the stack and its tests need, before something fails half-way. */
@NullMarked
package io.backstitch.stack.doctor;

import org.jspecify.annotations.NullMarked;
