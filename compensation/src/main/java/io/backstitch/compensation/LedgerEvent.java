package io.backstitch.compensation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of an effect.
 *
 * @param event the state that it went into; or HAPPENED_TWICE, when an attempt that was overtaken has another receipt than the one that
 *     counts
 * @param detail a reason for people; null when there is nothing to say
 * @param actor the person who decided it; null for a worker
 */
public record LedgerEvent(
        IdempotencyKey key,
        int attempt,
        String event,
        @Nullable String detail,
        @Nullable String actor,
        Instant at) {}
