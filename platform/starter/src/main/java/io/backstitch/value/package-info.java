/**
 * The vocabulary of the doors: each value that comes in is of one of these types, whichever door it comes through. A type takes what is true and keeps it
 * whole, or refuses it with a sentence. As JSON, in the engine's variables and in the database a value has the form that it came in.
 */
@NullMarked
package io.backstitch.value;

import org.jspecify.annotations.NullMarked;
