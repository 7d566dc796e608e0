package io.backstitch.stack.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults of one partner that are in force. Counting down is atomic: {@code times} calls meet a fault, no more. */
final class Faults {
    /** A fault with what is left of it. */
    private record InForce(Fault fault, @Nullable Instant until) {
        boolean isOver(Instant now) {
            return until != null && !now.isBefore(until);
        }

        /** What is left when one more call has met it; null when that was the last one. */
        @Nullable
        InForce afterOneCall() {
            if (fault.times() == null) {
                return this;
            }
            return fault.times() == 1 ? null : new InForce(fault.times(fault.times() - 1), until);
        }
    }

    private final Clock clock;

    /** Guarded by this. */
    private List<InForce> inForce = List.of();

    Faults(Clock clock) {
        this.clock = clock;
    }

    /** From now on these and no others. */
    synchronized void set(List<Fault> faults) {
        var now = clock.instant();
        inForce = faults.stream()
                .map(fault -> new InForce(fault, fault.lasts() == null ? null : now.plus(fault.lasts())))
                .toList();
    }

    synchronized void clear() {
        inForce = List.of();
    }

    /** What is in force now, with the calls that are left in {@code times}. */
    synchronized List<Fault> list() {
        var now = clock.instant();
        return inForce.stream()
                .filter(one -> !one.isOver(now))
                .map(InForce::fault)
                .toList();
    }

    /** One call comes in: tells what it meets, and counts it. */
    synchronized Encounter meet(String path, String text) {
        var now = clock.instant();
        var met = new ArrayList<Fault>();
        var left = new ArrayList<InForce>();
        for (InForce one : inForce) {
            if (one.isOver(now)) {
                continue;
            }
            InForce after = one;
            if (one.fault().covers(path, text)) {
                met.add(one.fault());
                after = one.afterOneCall();
            }
            if (after != null) {
                left.add(after);
            }
        }
        inForce = left;
        return Encounter.of(met);
    }

    /** Whether the partner is away for everybody and not just for some calls, so that not even a connection is to be had. */
    boolean isAway() {
        return list().stream()
                .anyMatch(
                        fault -> Boolean.TRUE.equals(fault.outage()) && fault.match() == null && fault.times() == null);
    }
}
