package io.backstitch.stack.keeper;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a part was started again since somebody asked for it. A part that dies again and again stays down: what ends it is not healed by one
 * more start, and each start costs those beside it.
 *
 * @param times of the starts, oldest first
 * @param stayedDown why it is not started any more; null while it is
 */
public record Restarts(List<Instant> times, @Nullable String stayedDown) {

    static final int MOST = 5;
    static final Duration WITHIN = Duration.ofMinutes(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    static final Restarts NONE = new Restarts(List.of(), null);

    public Restarts {
        times = List.copyOf(times);
    }

    /** How long to wait before the next start, each time twice as long; empty when there is none. */
    Optional<Duration> pause(Instant now) {
        long lately = lately(now);
        return lately < MOST && stayedDown == null
                ? Optional.of(FIRST_PAUSE.multipliedBy(1L << lately))
                : Optional.empty();
    }

    private long lately(Instant now) {
        return times.stream().filter(now.minus(WITHIN)::isBefore).count();
    }

    Restarts and(Instant now) {
        return new Restarts(Stream.concat(times.stream(), Stream.of(now)).toList(), null);
    }

    Restarts staysDown(String why) {
        return new Restarts(times, why);
    }
}
