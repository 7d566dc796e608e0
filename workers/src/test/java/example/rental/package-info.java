/**
 * A process of the tests' own, for ways that no process of ours has: a step that a timer cuts off, and a way back that is taken
 * more than once. Outside of the application's package, so that its component scan does not find the effects.
 */
@NullMarked
package example.rental;

import org.jspecify.annotations.NullMarked;
