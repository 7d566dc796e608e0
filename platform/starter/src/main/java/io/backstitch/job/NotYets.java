package io.backstitch.job;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long steps have waited for something that has not happened yet. The pause between two looks doubles each time, up to half a minute: what does
 * not come costs next to nothing. What counts is what this process has seen; after a restart a wait begins anew.
 */
final class NotYets {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Map<Long, Wait> waits = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Wait> eldest) {
            return size() > MOST;
        }
    };

    NotYets(InstantSource clock) {
        this.clock = clock;
    }

    private record Wait(Instant since, int looks) {}

    /** What to do with a job that waits. */
    sealed interface Next {

        /** It comes again after the pause. */
        record Again(Duration pause) implements Next {}

        /** It has waited longer than anything takes that still comes. */
        record InVain(Instant since) implements Next {}
    }

    /** While whatever it waits for is away itself, its patience does not run. */
    synchronized Next next(long job, NotYet reason) {
        Instant now = clock.instant();
        Wait known = waits.getOrDefault(job, new Wait(now, 0));
        Wait wait = reason.patience().isEmpty() ? new Wait(now, known.looks()) : known;
        if (reason.patience()
                .filter(most -> wait.since().plus(most).isBefore(now))
                .isPresent()) {
            waits.remove(job);
            return new Next.InVain(wait.since());
        }
        waits.put(job, new Wait(wait.since(), wait.looks() + 1));
        return new Next.Again(pause(reason.pause(), wait.looks()));
    }

    synchronized void over(long job) {
        waits.remove(job);
    }

    private static Duration pause(Duration first, int looks) {
        Duration grown = first.multipliedBy(1L << Math.min(looks, 20));
        Duration longest = first.compareTo(LONGEST_PAUSE) > 0 ? first : LONGEST_PAUSE;
        return grown.compareTo(longest) < 0 ? grown : longest;
    }
}
