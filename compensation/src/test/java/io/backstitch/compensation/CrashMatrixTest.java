package io.backstitch.compensation;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.compensation.EffectListener.Milestone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recovery, killed at every point of the effect and of its undo, with every fault of the partner: the world is changed
 * once, and taken back once. The witness is the partner's own list, which does not deduplicate unless the recovery says that it
 * does. The same matrix runs on the real engine, with real kills, in the endtoend tests.
 */
class CrashMatrixTest {

    /** The process is dead: nothing after this point is done, not even recording the failure. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** What the partner does with the first call. */
    enum PartnerFault {
        NONE,
        CUT_BEFORE,
        CUT_AFTER,
        UNWELL
    }

    private static final List<Milestone> KILL_POINTS =
            List.of(Milestone.BEFORE_CLAIM, Milestone.CLAIMED, Milestone.CALLED, Milestone.RECORDED);
    private static final AtomicInteger SAGAS = new AtomicInteger();
    private static final int MORE_THAN_ENOUGH = 20;

    private final SettableClock clock = new SettableClock();
    private final SagaId saga = new SagaId("matrix", "run-" + SAGAS.incrementAndGet());
    private final List<String> world = new ArrayList<>();
    private int processes;

    static Stream<Arguments> matrix() {
        return Stream.of(Recovery.values())
                .flatMap(recovery -> Stream.of(PartnerFault.values())
                        .flatMap(fault -> KILL_POINTS.stream()
                                .flatMap(milestone -> Stream.of(false, true)
                                        .map(inUndo -> Arguments.of(recovery, fault, milestone, inUndo)))));
    }

    @ParameterizedTest(name = "{0}, partner {1}, killed at {2}, undo {3}")
    @MethodSource("matrix")
    void changesTheWorldOnceAndTakesItBackOnce(
            Recovery recovery, PartnerFault fault, Milestone milestone, boolean inUndo) throws Exception {
        Witnessed effect = new Witnessed(recovery, fault, inUndo);
        IdempotencyKey key = IdempotencyKey.of(saga, "Task_Effect");
        IdempotencyKey victim = inUndo ? key.undo() : key;

        untilDone(milestone, victim, process -> process.runner().once(effect.call(key)), effect);
        assertThat(world(recovery, key)).as("after the effect").containsExactly("do");

        untilDone(
                milestone,
                victim,
                process -> process.unwinding().settle(saga, List.of("Task_Effect"), 10, null),
                effect);
        untilDone(milestone, victim, process -> process.unwinding().undo(saga, "undo-effect"), effect);
        assertThat(world(recovery, key)).as("after the undo").containsExactly("do", "undo");
    }

    /** The partner's list; for our own database what is committed there. */
    private List<String> world(Recovery recovery, IdempotencyKey key) {
        if (recovery != Recovery.IN_TRANSACTION) {
            return world;
        }
        return Sql.alone(
                LedgerDatabase.dataSource(),
                connection -> Sql.list(
                        connection,
                        "SELECT CASE id WHEN ? THEN 'do' ELSE 'undo' END AS what FROM instance WHERE id IN (?, ?) ORDER BY what",
                        row -> row.getString("what"),
                        key.value(),
                        key.value(),
                        key.undo().value()));
    }

    private interface Step {
        Outcome take(Worker process) throws Exception;
    }

    private record Worker(EffectRunner runner, Unwinding unwinding, Instances instance) {}

    /** Process after process, until one gets the step done: the first that comes to the milestone dies there. */
    private void untilDone(Milestone milestone, IdempotencyKey victim, Step step, Witnessed effect) {
        boolean[] died = {false};
        Throwable last = null;
        for (int i = 0; i < MORE_THAN_ENOUGH; i++) {
            Worker process = start(effect, (reached, key) -> {
                if (!died[0] && reached == milestone && key.equals(victim)) {
                    died[0] = true;
                    throw new Died();
                }
            });
            try {
                Outcome outcome = step.take(process);
                if (outcome instanceof Outcome.Done) {
                    return;
                }
                if (outcome instanceof Outcome.InDoubt inDoubt) {
                    decideByTheTruth(inDoubt.key());
                }
            } catch (Died | Exception e) {
                last = e; // The next process tries again, as the engine would have it.
            } finally {
                process.instance().leave();
                clock.advance(Duration.ofSeconds(1));
            }
        }
        throw new AssertionError("not done after %d processes: %s".formatted(MORE_THAN_ENOUGH, world), last);
    }

    /** What a person finds out by telephone. */
    private void decideByTheTruth(IdempotencyKey key) {
        boolean happened = world.contains(key.value().endsWith("/undo") ? "undo" : "do");
        Decision.Verdict verdict = happened ? Decision.Verdict.HAPPENED : Decision.Verdict.DID_NOT_HAPPEN;
        new Decisions(LedgerDatabase.dataSource(), clock)
                .record(new Decision(key, verdict, null, "operator", "asked them on the telephone"));
    }

    private Worker start(Witnessed effect, EffectListener listener) {
        String owner = saga + " process " + processes++;
        Instances instance = new Instances(LedgerDatabase.dataSource(), owner, Duration.ofHours(1));
        instance.beat(List.of());
        Ledger ledger = new Ledger(LedgerDatabase.dataSource(), clock, owner);
        Sagas sagas = new Sagas(LedgerDatabase.dataSource(), clock);
        Unwinding unwinding = new Unwinding(
                ledger,
                sagas,
                Map.of("effect", effect),
                RecordingPartner.CLASSIFIER,
                listener,
                Duration.ofSeconds(30),
                Duration.ZERO);
        return new Worker(
                new EffectRunner(ledger, RecordingPartner.CLASSIFIER, unwinding, listener), unwinding, instance);
    }

    /** An effect whose partner fails once, and tells the truth when it is asked. */
    private final class Witnessed implements EffectDefinition {

        private final Recovery recovery;
        private final boolean faultInUndo;
        private PartnerFault fault;

        Witnessed(Recovery recovery, PartnerFault fault, boolean faultInUndo) {
            this.recovery = recovery;
            this.fault = fault;
            this.faultInUndo = faultInUndo;
        }

        EffectCall call(IdempotencyKey key) {
            return new EffectCall(key, saga, "Task_Effect", 1, 1, false, this, "{}", false, Duration.ofSeconds(30));
        }

        private String happen(String what, Attempt attempt) throws Exception {
            PartnerFault now = what.equals("undo") == faultInUndo ? fault : PartnerFault.NONE;
            if (now != PartnerFault.NONE) {
                fault = PartnerFault.NONE;
            }
            if (now == PartnerFault.CUT_BEFORE) {
                throw new RecordingPartner.PartnerFailure(RecordingPartner.Fault.CUT_BEFORE);
            }
            if (now == PartnerFault.UNWELL) {
                throw new RecordingPartner.PartnerFailure(RecordingPartner.Fault.NOT_REACHED);
            }
            if (recovery == Recovery.IN_TRANSACTION) {
                // In our own database: the row goes when the transaction goes.
                Sql.update(
                        attempt.requireTransaction(),
                        "INSERT INTO instance (id, started_at, alive_until) VALUES (?, now(), 'infinity')",
                        attempt.key().value());
                return "{}";
            }
            boolean again = world.contains(what);
            if (!again || (recovery != Recovery.REPEAT_WITH_KEY && recovery != Recovery.REPEATABLE)) {
                world.add(what);
            }
            if (now == PartnerFault.CUT_AFTER) {
                throw new RecordingPartner.PartnerFailure(RecordingPartner.Fault.CUT_AFTER);
            }
            return "{}";
        }

        @Override
        public String type() {
            return "effect";
        }

        @Override
        public Recovery recovery() {
            return recovery;
        }

        @Override
        public String perform(String request, Attempt attempt) throws Exception {
            return happen("do", attempt);
        }

        @Override
        public boolean canFind() {
            return recovery == Recovery.ASK_PARTNER;
        }

        @Override
        public Optional<String> find(String request, Attempt attempt) {
            return world.contains("do") ? Optional.of("{}") : Optional.empty();
        }

        @Override
        public Duration inFlightLimit() {
            return Duration.ZERO;
        }

        @Override
        public Compensation compensation() {
            return new Compensation() {
                @Override
                public String type() {
                    return "undo-effect";
                }

                @Override
                public Recovery recovery() {
                    return recovery;
                }

                @Override
                public String undo(String request, @Nullable String receipt, Attempt attempt) throws Exception {
                    return happen("undo", attempt);
                }

                @Override
                public boolean canFind() {
                    return recovery == Recovery.ASK_PARTNER;
                }

                @Override
                public Optional<String> find(String request, @Nullable String receipt, Attempt attempt) {
                    return world.contains("undo") ? Optional.of("{}") : Optional.empty();
                }

                @Override
                public Duration inFlightLimit() {
                    return Duration.ZERO;
                }
            };
        }
    }
}
