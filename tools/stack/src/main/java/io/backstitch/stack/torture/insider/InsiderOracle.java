package io.backstitch.stack.torture.insider;

import io.backstitch.stack.torture.insider.Breach.Promise;
import io.backstitch.stack.torture.insider.Tried.Reception;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges what insiders tried. The law is told here in its own words: who is asked and what is paid, {@link VictimOracle} says.
 *
 * <ol>
 *   <li>Not allowed: an answer that must not be; something done at a partner, or put before approvers, for an instance that no door has begun; a task
 *       that somebody keeps who may not do it.
 *   <li>Unrecorded: an attempt that was taken, and of which there is no trace.
 *   <li>Lost, and all about money: {@link VictimOracle}.
 * </ol>
 */
final class InsiderOracle {
    /** For these nothing may happen at all. */
    private static final Set<Kind> WITHOUT_EFFECT =
            EnumSet.of(Kind.START_IN_TASKLIST, Kind.START_IN_ENGINE, Kind.COPY_NAME, Kind.SET_DEADLINE);

    /** Of one person's refused decisions about one approval the first are on record each, of the others some. */
    private static final long RULED_EACH = 5;

    private static final String CANCELLED = "cancelled";
    private static final String HELD = "engine.task-held";

    private final InsiderEvidence evidence;
    private final List<Breach> breaches = new ArrayList<>();

    private InsiderOracle(InsiderEvidence evidence) {
        this.evidence = evidence;
    }

    /** None if all promises were kept. */
    static List<Breach> judge(InsiderEvidence evidence) {
        var oracle = new InsiderOracle(evidence);
        evidence.tried().forEach(oracle::judge);
        oracle.judgeEntries();
        oracle.judgeRulings();
        evidence.victims().forEach(victim -> oracle.breaches.addAll(VictimOracle.judge(victim)));
        return List.copyOf(oracle.breaches);
    }

    private void judge(Tried tried) {
        if (tried.reception() == Reception.SUCCEEDED) {
            notAllowed(tried.kind().label(), tried.what());
        }
        if (WITHOUT_EFFECT.contains(tried.kind()) && evidence.reached().contains(tried.mark())) {
            notAllowed(
                    tried.mark(),
                    "%s, and something was done for it".formatted(tried.kind().label()));
        }
        switch (tried.trace()) {
            case Trace.RefusedInstance started -> judge(tried, started.instance());
            case Trace.Released released -> judge(released);
            case Trace.Aside aside -> judgeAside(aside.mark());
            case Trace.None ignored -> {}
            case Trace.Entry ignored -> {} // Together with others about the same run.
            case Trace.Ruled ignored -> {}
        }
    }

    private void judge(Tried tried, long instance) {
        if (!evidence.refusedInstances().contains(instance)) {
            unrecorded(
                    String.valueOf(instance),
                    "%s: %s was begun, and not refused".formatted(tried.kind().label(), tried.what()));
        }
    }

    /** Of a task that was over before anybody could look nothing needs to be told. */
    private void judge(Trace.Released released) {
        String holder = evidence.held().get(released.task());
        if (released.holder().equals(holder)) {
            notAllowed(released.run(), "task %d is kept by %s".formatted(released.task(), holder));
        } else if (holder != null
                && evidence.about(released.run()).stream()
                        .noneMatch(it -> it.kind().equals(HELD))) {
            unrecorded(released.run(), "task %d was held, and is not any more".formatted(released.task()));
        }
    }

    private void judgeAside(String mark) {
        if (!evidence.aside().contains(mark) && !evidence.asideIsFull()) {
            unrecorded(mark, "a forged record was not put aside");
        }
    }

    private void judgeEntries() {
        Map<Trace.Entry, Long> expected = traces(Trace.Entry.class)
                .filter(it -> it.operation().isEmpty() || evidence.taken().contains(it.operation()))
                .map(it -> new Trace.Entry(it.run(), it.kind(), it.what(), ""))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        expected.forEach((entry, times) -> {
            long found = evidence.about(entry.run()).stream()
                    .filter(it -> it.kind().equals(entry.kind()) && it.what().equals(entry.what()))
                    .count();
            if (found < times) {
                unrecorded(entry.run(), "%d times %s, and %d on record".formatted(times, entry.what(), found));
            }
        });
    }

    /** Nobody rules in a run that was ended from outside. */
    private void judgeRulings() {
        Map<String, Long> expected = traces(Trace.Ruled.class)
                .map(Trace.Ruled::run)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        expected.forEach((run, times) -> {
            List<OnRecord> about = evidence.about(run);
            long found = about.stream().filter(OnRecord::isVain).count();
            boolean ended = about.stream().anyMatch(it -> it.what().equals(CANCELLED));
            if (found < Math.min(times, RULED_EACH) && !ended) {
                unrecorded(run, "%d decisions that break a rule, and %d on record".formatted(times, found));
            }
        });
    }

    private <T extends Trace> Stream<T> traces(Class<T> type) {
        return evidence.tried().stream()
                .map(Tried::trace)
                .filter(type::isInstance)
                .map(type::cast);
    }

    private void notAllowed(String about, String what) {
        breaches.add(new Breach(Promise.NOT_ALLOWED, about, what));
    }

    private void unrecorded(String about, String what) {
        breaches.add(new Breach(Promise.UNRECORDED, about, what));
    }
}
