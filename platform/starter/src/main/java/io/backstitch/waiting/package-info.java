/** What every open run waits for, made of the engine's records; and which run waits for nothing, and is stuck. */
@NullMarked
package io.backstitch.waiting;

import org.jspecify.annotations.NullMarked;
