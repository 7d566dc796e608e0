/**
 * The saga kernel: each effect once, and undone newest first.
 *
 * <p>It knows the JDK, {@code java.sql} and slf4j. Requests and receipts are JSON texts here; whoever joins it to an engine
 * turns them into types. Its state is in PostgreSQL ({@code db/migration/compensation}).
 *
 * <p>The way of an effect: {@link io.backstitch.compensation.EffectRunner} claims the key (intent first, committed), calls
 * the outside, completes the key with the receipt. The way back: {@link io.backstitch.compensation.Unwinding} settles what
 * is unknown, then undoes what happened, newest first.
 */
@NullMarked
package io.backstitch.compensation;

import org.jspecify.annotations.NullMarked;
