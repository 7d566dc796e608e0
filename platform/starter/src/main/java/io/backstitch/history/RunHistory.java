package io.backstitch.history;

import static java.util.stream.Collectors.groupingBy;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.Ledger;
import io.backstitch.compensation.LedgerEntry;
import io.backstitch.compensation.LedgerEvent;
import io.backstitch.compensation.Saga;
import io.backstitch.compensation.SagaState;
import io.backstitch.compensation.Sagas;
import io.backstitch.history.RunView.EventView;
import io.backstitch.history.RunView.RunState;
import io.backstitch.history.RunView.StepView;
import io.backstitch.history.RunView.WaitView;
import io.backstitch.intake.Run;
import io.backstitch.intake.Runs;
import io.backstitch.waiting.RunWaits;
import io.backstitch.waiting.StuckRuns;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a run did, from the ledger: never from the engine's search storage, which lags behind. Reading changes nothing. */
@Component
class RunHistory {

    private final Runs runs;
    private final Sagas sagas;
    private final Ledger ledger;
    private final RunWaits waits;
    private final StuckRuns stuck;
    private final JsonMapper json;
    private final Clock clock;

    RunHistory(Runs runs, Sagas sagas, Ledger ledger, RunWaits waits, StuckRuns stuck, JsonMapper json, Clock clock) {
        this.runs = runs;
        this.sagas = sagas;
        this.ledger = ledger;
        this.waits = waits;
        this.stuck = stuck;
        this.json = json;
        this.clock = clock;
    }

    SagaState stateOf(Run run) {
        return sagas.find(run.saga()).map(Saga::state).orElse(SagaState.RUNNING);
    }

    /** Also when it waits for a person on the way back. */
    boolean isUnwinding(Run run) {
        return sagas.isUnwinding(run.saga());
    }

    RunView of(Run run) {
        Optional<Saga> saga = sagas.find(run.saga());
        SagaState state = saga.map(Saga::state).orElse(SagaState.RUNNING);
        return new RunView(
                run.id(),
                run.process(),
                runState(run, state),
                saga.map(Saga::outcome).orElse(null),
                state,
                saga.map(Saga::cause).orElse(null),
                run.acceptedAt(),
                saga.map(Saga::endedAt).orElse(null),
                state.hasEnded()
                        ? null
                        : stuck.find(run.id()).map(it -> it.sentence(clock)).orElse(null),
                state.hasEnded() ? List.of() : waitsFor(run),
                steps(run),
                runs.eventsOf(run),
                null);
    }

    private static RunState runState(Run run, SagaState saga) {
        return switch (saga) {
            case RUNNING -> run.relayedAt() == null ? RunState.ACCEPTED : RunState.RUNNING;
            case UNWINDING -> RunState.UNWINDING;
            case WAITING_FOR_PERSON -> RunState.WAITING_FOR_PERSON;
            case COMPLETED, COMPENSATED, PARTLY_COMPENSATED -> RunState.ENDED;
        };
    }

    private List<WaitView> waitsFor(Run run) {
        return waits.of(run).stream()
                .map(wait -> new WaitView(wait.on(), wait.what(), wait.since(), wait.until()))
                .toList();
    }

    private List<StepView> steps(Run run) {
        Map<IdempotencyKey, List<LedgerEvent>> events =
                ledger.eventsOf(run.saga()).stream().collect(groupingBy(LedgerEvent::key));
        return ledger.effectsOf(run.saga()).stream()
                .map(effect -> step(effect, events.getOrDefault(effect.key(), List.of())))
                .toList();
    }

    private StepView step(LedgerEntry effect, List<LedgerEvent> events) {
        IdempotencyKey undoes = effect.undoes();
        return new StepView(
                effect.element(),
                effect.type(),
                effect.key().value(),
                undoes == null ? null : undoes.value(),
                effect.compensation(),
                effect.recovery(),
                effect.state(),
                effect.attempt(),
                receipt(effect),
                events.stream()
                        .map(event -> new EventView(event.event(), event.attempt(), event.detail(), event.at()))
                        .toList());
    }

    private @Nullable JsonNode receipt(LedgerEntry effect) {
        String receipt = effect.receipt();
        return receipt == null ? null : json.readTree(receipt);
    }
}
