package io.backstitch.stack.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The faults of one partner that are in force. Counting down is atomic: {@code times} calls meet a fault, no more. Several testers share
 * a partner: each sets and clears their own faults, and a call meets those of all.
 */
final class Faults {
    private static final Set<Integer> NO_SUCH_MAILBOX = Set.of(550, 551, 553);

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

    /** By who set them; guarded by this. */
    private final Map<String, List<InForce>> inForce = new TreeMap<>();

    Faults(Clock clock) {
        this.clock = clock;
    }

    /** From now on these are the faults of this tester, and no others; those of other testers stay. */
    synchronized void set(String tester, List<Fault> faults) {
        var now = clock.instant();
        inForce.put(
                tester,
                faults.stream()
                        .map(fault -> new InForce(fault, fault.lasts() == null ? null : now.plus(fault.lasts())))
                        .toList());
    }

    /** Takes away what this tester has set. */
    synchronized void clear(String tester) {
        inForce.remove(tester);
    }

    /** Takes away what anybody has set. */
    synchronized void clear() {
        inForce.clear();
    }

    /** What is in force now, with the calls that are left in {@code times}. */
    synchronized List<Fault> list() {
        var now = clock.instant();
        return inForce.values().stream()
                .flatMap(List::stream)
                .filter(one -> !one.isOver(now))
                .map(InForce::fault)
                .toList();
    }

    /** One call comes in: tells what it meets, and counts it. */
    synchronized Encounter meet(String path, String text) {
        var now = clock.instant();
        var met = new ArrayList<Fault>();
        inForce.replaceAll((tester, faults) -> meet(faults, path, text, now, met));
        return Encounter.of(met);
    }

    private static List<InForce> meet(List<InForce> faults, String path, String text, Instant now, List<Fault> met) {
        var left = new ArrayList<InForce>();
        for (InForce one : faults) {
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
        return left;
    }

    /** What a mail server says for good when such a recipient is named; nothing is counted. */
    Optional<Integer> refusalOf(String recipient) {
        return list().stream()
                .filter(fault -> fault.status() != null && NO_SUCH_MAILBOX.contains(fault.status()))
                .filter(fault -> fault.times() == null && fault.covers("", recipient))
                .map(Fault::status)
                .findFirst();
    }

    /** Whether the partner is away for everybody and not just for some calls, so that not even a connection is to be had. */
    boolean isAway() {
        return list().stream()
                .anyMatch(
                        fault -> Boolean.TRUE.equals(fault.outage()) && fault.match() == null && fault.times() == null);
    }
}
