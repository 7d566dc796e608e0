package io.backstitch.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came in for a run besides its start.
 *
 * @param message its name
 * @param source who sent it
 * @param relayedAt when the engine took it; null before that
 * @param takenAt when the run took it; null before that
 * @param undeliverable whether it waits for a person, as a dead letter
 */
public record RunEvent(
        String message,
        String source,
        Instant acceptedAt,
        @Nullable Instant relayedAt,
        @Nullable Instant takenAt,
        boolean undeliverable) {}
