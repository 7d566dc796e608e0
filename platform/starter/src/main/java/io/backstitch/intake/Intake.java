package io.backstitch.intake;

import io.backstitch.compensation.Fingerprint;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes requests and events in: each is deduplicated and stored in one transaction, and answered at once; the {@link Relay} brings it
 * to the engine. What was accepted runs, or reaches its run, whatever crashes; the same key is never taken twice, also long after the
 * run has ended.
 */
@Component
public class Intake {

    /** In characters of JSON: well under what the engine takes as one command, which is 4 MB. */
    private static final int LONGEST_PAYLOAD = 1_000_000;
    /** As it stands in JSON, behind any number of escaped backslashes. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\{2})*\\\\u0000");

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Relay relay;
    private final RunTokens tokens;
    private final KnownRequests known;
    private final JsonMapper json;
    private final Clock clock;

    Intake(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Relay relay,
            RunTokens tokens,
            KnownRequests known,
            JsonMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.relay = relay;
        this.tokens = tokens;
        this.known = known;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Stores the trigger, unless it is known. When this returns, it is on disk; within a transaction of the caller's, when that
     * has committed.
     *
     * @throws IllegalArgumentException when a text has the character U+0000, which the database cannot keep, or all is too long
     */
    public Accepted accept(Trigger trigger) {
        String payload = json.writeValueAsString(trigger.variables());
        if (NUL.matcher(payload).find()) {
            throw new IllegalArgumentException("A text has the character U+0000, which cannot be kept; leave it out");
        }
        if (payload.length() > LONGEST_PAYLOAD) {
            throw new IllegalArgumentException(
                    "The request has %d characters; %d are the most".formatted(payload.length(), LONGEST_PAYLOAD));
        }
        Accepted accepted = transaction.execute(status -> store(trigger, payload, Fingerprint.of(payload)));
        if (accepted instanceof Accepted.New) {
            wakeRelayAfterCommit(trigger.process());
        }
        return accepted;
    }

    private void wakeRelayAfterCommit(String process) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            relay.wake(process);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                relay.wake(process);
            }
        });
    }

    private Accepted store(Trigger trigger, String payload, Fingerprint fingerprint) {
        Trigger.Subject subject = trigger.subject();
        return subject == null
                ? storeRequest(trigger, payload, fingerprint)
                : storeEvent(trigger, subject, payload, fingerprint);
    }

    /** Another person behind the same client may have the first id: then there is one of their own. */
    private Accepted storeRequest(Trigger trigger, String payload, Fingerprint fingerprint) {
        for (String run : IntakeIds.runs(trigger)) {
            if (insertRun(trigger, run, payload, fingerprint)) {
                return new Accepted.New(run);
            }
            Optional<Accepted> before = known.answer(trigger, fingerprint);
            if (before.isPresent()) {
                return before.get();
            }
        }
        throw new IllegalStateException("Somebody else has all ids of a request to " + trigger.process());
    }

    /** Of those that come for one subject at the same time, one inserts the run; the others wait for it here, and see it. */
    private Accepted storeEvent(Trigger trigger, Trigger.Subject subject, String payload, Fingerprint fingerprint) {
        String run = IntakeIds.run(trigger);
        Optional<Accepted> before = known.answer(trigger, fingerprint);
        if (before.isPresent()) {
            return before.get();
        }
        if (subject.starts() && insertRun(trigger, run, payload, fingerprint)) {
            return new Accepted.New(run);
        }
        for (String event : IntakeIds.events(trigger)) {
            before = known.answer(trigger, fingerprint);
            if (before.isPresent()) {
                return before.get();
            }
            if (insertEvent(trigger, subject, event, run, payload, fingerprint)) {
                return new Accepted.New(run);
            }
        }
        return known.answer(trigger, fingerprint).orElseThrow();
    }

    private boolean insertRun(Trigger trigger, String run, String payload, Fingerprint fingerprint) {
        Instant now = clock.instant();
        SagaId saga = new SagaId(trigger.process(), run);
        int inserted = jdbc.update(
                """
                INSERT INTO run (id, signed_name, process, source, asked_by, idempotency_key, fingerprint, variables, accepted_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
                ON CONFLICT DO NOTHING
                """,
                run,
                tokens.sign(saga),
                trigger.process(),
                trigger.source(),
                trigger.sender().person(),
                trigger.idempotencyKey(),
                fingerprint.value(),
                payload,
                Timestamp.from(now));
        return inserted == 1 && isOpen(saga, trigger.sender().person(), now);
    }

    /** False for one that is archived: its id was free for a run, since its own is gone, but is never given out again. */
    private boolean isOpen(SagaId saga, String askedBy, Instant now) {
        boolean opened = Boolean.TRUE.equals(
                jdbc.execute((ConnectionCallback<Boolean>) connection -> Sagas.open(connection, saga, askedBy, now)));
        if (opened || !known.isArchived(saga)) {
            return true;
        }
        jdbc.update("DELETE FROM run WHERE id = ?", saga.businessId());
        return false;
    }

    private boolean insertEvent(
            Trigger trigger,
            Trigger.Subject subject,
            String event,
            String run,
            String payload,
            Fingerprint fingerprint) {
        int inserted = jdbc.update(
                """
                INSERT INTO run_event (id, run, process, message, source, asked_by, idempotency_key, fingerprint, variables, accepted_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
                ON CONFLICT DO NOTHING
                """,
                event,
                run,
                trigger.process(),
                subject.message(),
                trigger.source(),
                trigger.sender().person(),
                trigger.idempotencyKey(),
                fingerprint.value(),
                payload,
                Timestamp.from(clock.instant()));
        return inserted == 1 && isNew(trigger, event);
    }

    /** False for one whose run was archived at this moment, and it with it. */
    private boolean isNew(Trigger trigger, String event) {
        if (!known.isArchived(trigger)) {
            return true;
        }
        jdbc.update("DELETE FROM run_event WHERE id = ?", event);
        return false;
    }
}
