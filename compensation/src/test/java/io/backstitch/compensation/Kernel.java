package io.backstitch.compensation;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.compensation.EffectListener.Milestone;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kernel on the real database, for one test: its own saga, its own clock. */
final class Kernel {

    static final Duration LEASE = Duration.ofSeconds(30);

    static final long INSTANCE = 1;

    private static final AtomicInteger SAGAS = new AtomicInteger();

    final SettableClock clock = new SettableClock();
    final SagaId saga = new SagaId("test", "run-" + SAGAS.incrementAndGet());
    final String owner = "worker of " + saga;
    final Ledger ledger = new Ledger(LedgerDatabase.dataSource(), clock, owner);
    final Sagas sagas = new Sagas(LedgerDatabase.dataSource(), clock);
    final Unwinding unwinding;
    final EffectRunner runner;
    private final List<String> elements;
    private long activation = 1;
    private @Nullable Milestone pauseAt;
    private Runnable pause = () -> {};

    Kernel(RecordingPartner... partners) {
        this(EffectListener.NONE, partners);
    }

    Kernel(EffectListener given, RecordingPartner... partners) {
        EffectListener listener = (milestone, key) -> {
            given.reached(milestone, key);
            standStill(milestone);
        };
        Map<String, EffectDefinition> definitions =
                Arrays.stream(partners).collect(Collectors.toMap(EffectDefinition::type, Function.identity()));
        unwinding =
                new Unwinding(ledger, sagas, definitions, RecordingPartner.CLASSIFIER, listener, LEASE, Duration.ZERO);
        runner = new EffectRunner(ledger, RecordingPartner.CLASSIFIER, unwinding, listener);
        elements = definitions.keySet().stream().map(Kernel::element).toList();
    }

    /** The next attempt that comes so far stands still there. */
    void standStillOnceAt(Milestone milestone, Runnable meanwhile) {
        pauseAt = milestone;
        pause = meanwhile;
    }

    private void standStill(Milestone milestone) {
        if (milestone == pauseAt) {
            pauseAt = null;
            pause.run();
        }
    }

    /** One activation of the element of this effect, as the engine would hand it out. */
    EffectCall call(RecordingPartner partner) {
        return call(partner, "{\"amount\":1}");
    }

    EffectCall call(RecordingPartner partner, String request) {
        return new EffectCall(
                key(partner),
                saga,
                element(partner.type()),
                activation++,
                INSTANCE,
                false,
                partner,
                request,
                false,
                LEASE);
    }

    /** The same in a called process, for a process instance that may be anybody's. */
    EffectCall called(RecordingPartner partner, long instance) {
        return new EffectCall(
                key(partner),
                saga,
                element(partner.type()),
                activation++,
                instance,
                true,
                partner,
                "{\"amount\":1}",
                true,
                LEASE);
    }

    IdempotencyKey key(RecordingPartner partner) {
        return IdempotencyKey.of(saga, element(partner.type()));
    }

    /** Runs the effect and lets the engine confirm its activity. */
    void complete(RecordingPartner partner) throws Exception {
        runner.once(call(partner));
        ledger.acknowledge(List.of(key(partner)));
    }

    /** The lease of an attempt ends, and another one takes the effect over, and completes it. */
    void takenOver(RecordingPartner partner) {
        try {
            clock.advance(LEASE);
            assertThat(runner.once(call(partner))).isInstanceOf(Outcome.Overdue.class);
            assertThat(runner.once(call(partner))).isInstanceOf(Outcome.Done.class);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    List<LedgerEvent> events(RecordingPartner partner) {
        return ledger.eventsOf(saga).stream()
                .filter(event -> event.key().equals(key(partner)))
                .toList();
    }

    Outcome settle() throws Exception {
        return settle(elements);
    }

    /** A settle step of a scope in which these stand. */
    Outcome settle(List<String> covered) throws Exception {
        return unwinding.settle(saga, covered, activation++, "test");
    }

    Outcome finish(boolean rolledBack) throws Exception {
        return unwinding.finish(saga, activation++, rolledBack);
    }

    Outcome undo(RecordingPartner partner) throws Exception {
        return unwinding.undo(saga, "undo-" + partner.type());
    }

    EffectState stateOf(RecordingPartner partner) {
        return ledger.find(key(partner)).orElseThrow().state();
    }

    private static String element(String type) {
        return "Task_" + type;
    }
}
