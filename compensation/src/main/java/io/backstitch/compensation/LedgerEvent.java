package io.backstitch.compensation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of an effect.
 *
 * @param event the state that it went into
 * @param detail a reason for people; null when there is nothing to say
 */
public record LedgerEvent(
        IdempotencyKey key,
        int attempt,
        String event,
        @Nullable String detail,
        Instant at) {}
