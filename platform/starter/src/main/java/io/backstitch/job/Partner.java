package io.backstitch.job;

import io.backstitch.value.Rate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is agreed with an outside party, or known of it.
 *
 * @param connectTimeout to reach it
 * @param readTimeout to wait for its answer
 * @param inFlightLimit how long after a call began the partner may still act on it, although the caller is gone: only after
 *     that its answer "not known" is believed
 * @param moves what its effects move; null: nothing that needs to be bound to an approval or to what a door took
 * @param rate how often all processes together may call it; null: as often as they like
 */
public record Partner(
        Duration connectTimeout,
        Duration readTimeout,
        Duration inFlightLimit,
        @Nullable Moves moves,
        @Nullable Rate rate) {

    /** What an effect can move. */
    public enum Moves {
        MONEY
    }

    /** The longest that one call may take. */
    Duration longestCall() {
        return connectTimeout.plus(readTimeout);
    }
}
