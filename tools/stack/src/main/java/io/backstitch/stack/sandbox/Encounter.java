package io.backstitch.stack.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one call meets: the sum of the faults that match it.
 *
 * @param delay to be spent before the effect
 * @param latency to be spent before the answer
 * @param deduplicate false when the partner is to ignore the idempotency key
 * @param ending how the call ends
 */
record Encounter(Duration delay, Duration latency, boolean deduplicate, Ending ending) {

    /** How a call ends. */
    sealed interface Ending {
        /** As it should. */
        record Answer() implements Ending {}

        /** With this status, and nothing done. */
        record Status(int status, @Nullable Integer retryAfter) implements Ending {}

        /** Without an answer, and nothing done. */
        record CutBefore() implements Ending {}

        /** Without an answer, although it was done. */
        record CutAfter() implements Ending {}
    }

    static Encounter of(List<Fault> faults) {
        return new Encounter(
                sum(faults, Fault::delay),
                sum(faults, Fault::latency),
                faults.stream().noneMatch(fault -> Boolean.FALSE.equals(fault.deduplicate())),
                faults.stream()
                        .map(Encounter::ending)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(new Ending.Answer()));
    }

    private static Duration sum(List<Fault> faults, Function<Fault, @Nullable Duration> time) {
        return faults.stream().map(time).filter(Objects::nonNull).reduce(Duration.ZERO, Duration::plus);
    }

    private static @Nullable Ending ending(Fault fault) {
        if (fault.status() != null) {
            return new Ending.Status(fault.status(), fault.retryAfter());
        }
        if (fault.cut() != null) {
            return switch (fault.cut()) {
                case BEFORE -> new Ending.CutBefore();
                case AFTER -> new Ending.CutAfter();
            };
        }
        return Boolean.TRUE.equals(fault.outage()) ? new Ending.CutBefore() : null;
    }
}
