package io.backstitch.deadletter;

import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import io.backstitch.intake.RunCommands;
import io.backstitch.intake.Undelivered;
import io.backstitch.job.DeadLetterKind;
import io.backstitch.messaging.OwnCommands;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.FinalCommandStep;
import io.grpc.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What a person can do about a dead letter. Each is on record, and twice is the same as once. */
@Component
class Replay {

    private static final Logger log = LoggerFactory.getLogger(Replay.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DeadLetterList list;
    private final DeadLetters letters;
    private final Sagas sagas;
    private final RunCommands runs;
    private final Undelivered undelivered;
    private final OwnCommands own;
    private final CamundaClient client;
    private final Clock clock;

    Replay(
            DeadLetterList list,
            DeadLetters letters,
            Sagas sagas,
            RunCommands runs,
            Undelivered undelivered,
            OwnCommands own,
            @Lazy CamundaClient client,
            Clock clock) {
        this.list = list;
        this.letters = letters;
        this.sagas = sagas;
        this.runs = runs;
        this.undelivered = undelivered;
        this.own = own;
        this.client = client;
        this.clock = clock;
    }

    /** What became of a command: a closed set. */
    enum Answer {
        DONE,
        /** It is not open any more. */
        NOT_OPEN,
        /** The engine's record of the incident has not come yet; the same command succeeds in a moment. */
        NOT_YET,
        /** The step is done: there is nothing to try again. */
        NOTHING_TO_REPLAY,
        /** The run is on its way back already: there is nothing to give up. */
        UNWINDING,
        /** Nobody knows which run it is, so it cannot be told to go back. */
        NO_RUN
    }

    /** Gives the step fresh attempts, or delivers the event again. What happened is known to the ledger: an effect is not repeated. */
    Answer replay(DeadLetterList.Row row, String who, String note) {
        if (row.letter().kind() == DeadLetterKind.HAPPENED_TWICE) {
            return Answer.NOTHING_TO_REPLAY;
        }
        if (row.incidentKey() == null && row.letter().event() == null) {
            return row.letter().state() == DeadLetter.State.OPEN ? Answer.NOT_YET : Answer.NOT_OPEN;
        }
        return decide(row, DeadLetter.State.REPLAYED, who, note);
    }

    /** Takes the run back, as its model says for a cancellation; of an event, and of what happened twice: closes it, and the run stays as it is. */
    Answer giveUp(DeadLetterList.Row row, String who, String note) {
        SagaId saga = row.saga();
        if (row.letter().state() != DeadLetter.State.OPEN) {
            return Answer.NOT_OPEN;
        }
        if (row.letter().event() != null || row.letter().kind() == DeadLetterKind.HAPPENED_TWICE) {
            return decide(row, DeadLetter.State.GIVEN_UP, who, note);
        }
        if (saga == null) {
            return Answer.NO_RUN;
        }
        if (sagas.isUnwinding(saga)) {
            return Answer.UNWINDING;
        }
        return decide(row, DeadLetter.State.GIVEN_UP, who, note);
    }

    /** Lets a run go on after a decision about one of its effects; false when the same must be asked again in a moment. */
    boolean goOn(SagaId saga, String who, String note) {
        boolean all = true;
        for (DeadLetterList.Row row : list.openOf(saga)) {
            all &= replay(row, who, note) != Answer.NOT_YET;
        }
        return all;
    }

    /** On record first, so that a failure right after opens a letter of its own; then the engine is told, if need be again. */
    private Answer decide(DeadLetterList.Row row, DeadLetter.State state, String who, String note) {
        if (!letters.close(row.letter().id(), state, who, note)) {
            return Answer.NOT_OPEN;
        }
        tell(row, state);
        return Answer.DONE;
    }

    @Scheduled(fixedDelay = 5_000)
    void tellWhatWasNotTold() {
        try {
            for (DeadLetterList.Row row : list.untoldBefore(clock.instant().minus(PATIENCE))) {
                tell(row, row.letter().state());
            }
        } catch (ClientException | DataAccessException e) {
            log.warn("Decisions about dead letters wait to be told to the engine: {}", e.getMessage());
        }
    }

    private void tell(DeadLetterList.Row row, DeadLetter.State state) {
        String event = row.letter().event();
        if (row.letter().kind() == DeadLetterKind.HAPPENED_TWICE) {
            log.info(
                    "Dead letter {} of {} is given up; the engine is not concerned",
                    row.letter().id(),
                    row.saga());
        } else if (event != null) {
            if (state == DeadLetter.State.REPLAYED) {
                undelivered.deliverAgain(event);
            }
        } else if (state == DeadLetter.State.GIVEN_UP) {
            SagaId saga = Objects.requireNonNull(row.saga());
            runs.giveUp(saga, "dead-letter-" + row.letter().id());
        } else {
            Long job = row.jobKey();
            if (job != null) {
                send(client.newUpdateRetriesCommand(job).retries(row.retries()));
            }
            long incident = Objects.requireNonNull(row.incidentKey());
            send(client.newResolveIncidentCommand(incident).operationReference(own.number("INCIDENT", incident)));
        }
        letters.told(row.letter().id());
    }

    /** What the engine does not have any more has gone on otherwise. */
    private static void send(FinalCommandStep<?> command) {
        try {
            command.send().join();
        } catch (ClientStatusException e) {
            if (e.getStatusCode() != Status.Code.NOT_FOUND) {
                throw e;
            }
        }
    }
}
