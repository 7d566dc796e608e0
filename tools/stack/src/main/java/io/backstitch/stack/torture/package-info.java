/**
 * Torture of a running stack: load through the real door, partners that misbehave, and parts that are killed, all chosen by a
 * seed; and the tally of it, from what the partners have on their own record.
 */
@NullMarked
package io.backstitch.stack.torture;

import org.jspecify.annotations.NullMarked;
