package io.backstitch.deadletter;

import io.backstitch.auditlog.AuditKind;
import io.backstitch.auditlog.AuditLog;
import io.backstitch.auditlog.Audited;
import io.backstitch.auditlog.Commands;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import io.backstitch.job.DeadLetterKind;
import io.backstitch.job.DeadLetterQueue;
import io.backstitch.job.FailedStep;
import io.backstitch.masking.Masking;
import io.backstitch.messaging.Incident;
import io.backstitch.messaging.RunInstances;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what has failed for good. A dead letter is opened by the worker that gives up, and by the engine's record of the
 * incident, whichever comes first; both give one letter. So a step whose worker died while it gave up has a letter too.
 */
@Component
class DeadLetters implements DeadLetterQueue {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final JdbcClient jdbc;
    private final JdbcTemplate connections;
    private final LetterEvents events;
    private final RunInstances instances;
    private final Commands audit;
    private final AuditLog auditLog;
    private final Clock clock;

    DeadLetters(
            JdbcClient jdbc,
            JdbcTemplate connections,
            LetterEvents events,
            RunInstances instances,
            Commands audit,
            AuditLog auditLog,
            Clock clock) {
        this.jdbc = jdbc;
        this.connections = connections;
        this.events = events;
        this.instances = instances;
        this.audit = audit;
        this.auditLog = auditLog;
        this.clock = clock;
    }

    @Override
    public void record(FailedStep failed, String classified, String error, @Nullable String answer) {
        jdbc.sql("""
                        INSERT INTO failed_attempt (job_key, process_instance_key, saga, process, element, job_type,
                                                    idempotency_key, classified, error, answer, at)
                        VALUES (:job, :instance, :saga, :process, :element, :type, :key, :classified, :error, :answer, :at)
                        """)
                .param("job", failed.jobKey())
                .param("instance", failed.processInstanceKey())
                .param("saga", failed.sagaText())
                .param("process", failed.process())
                .param("element", failed.element())
                .param("type", failed.jobType())
                .param("key", failed.key())
                .param("classified", classified)
                .param("error", error)
                .param("answer", answer, Types.VARCHAR)
                .param("at", now())
                .update();
    }

    @Override
    @Transactional
    public void open(FailedStep failed, DeadLetterKind kind, String reason) {
        jdbc.sql("""
                        INSERT INTO dead_letter (state, kind, reason, job_key, process_instance_key, saga, process, element,
                                                 job_type, idempotency_key, retries, opened_at)
                        VALUES ('OPEN', :kind, :reason, :job, :instance, :saga, :process, :element, :type, :key, :retries, :at)
                        ON CONFLICT (job_key) WHERE state = 'OPEN' DO UPDATE SET
                            kind = excluded.kind, reason = excluded.reason, saga = excluded.saga, job_type = excluded.job_type,
                            idempotency_key = excluded.idempotency_key, retries = excluded.retries
                        RETURNING id, saga, (xmax = 0) AS opened
                        """)
                .param("kind", kind.name())
                .param("reason", reason)
                .param("job", failed.jobKey())
                .param("instance", failed.processInstanceKey())
                .param("saga", failed.sagaText())
                .param("process", failed.process())
                .param("element", failed.element())
                .param("type", failed.jobType())
                .param("key", failed.key())
                .param("retries", failed.retries())
                .param("at", now())
                .query(Written::read)
                .optional()
                .filter(Written::opened)
                .ifPresent(letter -> events.opened(letter.id(), failed.process(), failed.element()));
        if (kind == DeadLetterKind.NOT_PERMITTED) {
            notPermitted(failed, reason);
        }
        if (failed.saga() != null) {
            waitForPerson(failed.saga());
        }
        log.error(
                "Step {} of {} is a dead letter and waits for a person ({}): {}",
                failed.element(),
                failed.saga(),
                kind,
                reason);
    }

    /** Somebody may have tried it on purpose. */
    private void notPermitted(FailedStep failed, String reason) {
        auditLog.append(
                Audited.EFFECT_NOT_PERMITTED,
                failed.sagaText(),
                Map.of("element", failed.element(), "key", String.valueOf(failed.key()), "why", reason));
    }

    /** Notes the engine's incident in the letter of its job; opens a letter where no worker has. Twice is the same as once. */
    @Transactional
    void incidentCreated(Incident incident) {
        boolean known = jdbc.sql("SELECT 1 FROM dead_letter WHERE incident_key = ?")
                .param(incident.key())
                .query(Integer.class)
                .optional()
                .isPresent();
        if (known) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO dead_letter (state, kind, reason, answer, job_key, incident_key, process_instance_key, saga,
                                                 process, element, job_type, idempotency_key, retries, opened_at)
                        SELECT 'OPEN', 'INCIDENT', :reason, :answer, :job, :incident, :instance, coalesce(seen.saga, :saga), :process, :element,
                               seen.job_type, seen.idempotency_key, 3, :at
                        FROM (VALUES (1)) AS one
                        LEFT JOIN (SELECT saga, job_type, idempotency_key FROM failed_attempt
                                   WHERE job_key = :job ORDER BY id DESC LIMIT 1) AS seen ON true
                        ON CONFLICT (job_key) WHERE state = 'OPEN' DO UPDATE SET incident_key = excluded.incident_key
                        RETURNING id, saga, (xmax = 0) AS opened
                        """)
                .param("reason", "The engine cannot go on here (%s)".formatted(incident.errorType()))
                .param("answer", Masking.answer(incident.message()))
                .param("job", incident.jobKey(), Types.BIGINT)
                .param("incident", incident.key())
                .param("instance", incident.processInstanceKey())
                .param("saga", sagaOf(incident), Types.VARCHAR)
                .param("process", incident.process())
                .param("element", incident.element())
                .param("at", Timestamp.from(incident.createdAt()))
                .query(Written::read)
                .optional()
                .filter(Written::opened)
                .ifPresent(letter -> openedByEngine(letter, incident));
    }

    /** As the engine tells it; the workers' own word, where a step has failed, comes first. */
    private @Nullable String sagaOf(Incident incident) {
        return instances
                .find(incident.rootInstanceKey())
                .map(run -> new SagaId(run.process(), run.id()).value())
                .orElse(null);
    }

    private void openedByEngine(Written letter, Incident incident) {
        events.opened(letter.id(), incident.process(), incident.element());
        SagaId saga = letter.saga();
        if (saga != null) {
            waitForPerson(saga);
        }
    }

    /** Closes the letter of an incident that was resolved without us: in Operate, or because its step was cut off. */
    @Transactional
    void incidentResolved(long incidentKey) {
        close(incidentKey, "incident_key", DeadLetter.State.RESOLVED, null, null);
    }

    /**
     * Opens a letter for what came in and cannot be delivered; one is enough.
     *
     * @param event its id in the intake
     */
    @Transactional
    void undelivered(String event, SagaId saga, String message, String reason) {
        jdbc.sql("""
                        INSERT INTO dead_letter (state, kind, reason, event, saga, process, element, retries, opened_at)
                        VALUES ('OPEN', 'UNDELIVERED', :reason, :event, :saga, :process, :message, 0, :at)
                        ON CONFLICT (event) WHERE state = 'OPEN' DO NOTHING
                        RETURNING id
                        """)
                .param("reason", reason)
                .param("event", event)
                .param("saga", saga.value())
                .param("process", saga.process())
                .param("message", message)
                .param("at", now())
                .query(Long.class)
                .optional()
                .ifPresent(letter -> events.opened(letter, saga.process(), message));
        waitForPerson(saga);
        log.error("Event {} for {} cannot be delivered and waits for a person: {}", event, saga, reason);
    }

    /** Closes the letter of an event that its run has taken after all. */
    @Transactional
    void delivered(String event) {
        close(event, "event", DeadLetter.State.RESOLVED, null, null);
    }

    /**
     * Closes an open letter as a person decided, on record in the audit; the run no longer waits when this was its last. False when it was not
     * open: then nothing is changed.
     */
    @Transactional
    public boolean close(long letter, DeadLetter.State state, String who, String note) {
        List<Closed> closed = close(letter, "id", state, who, note);
        AuditKind kind =
                state == DeadLetter.State.GIVEN_UP ? Audited.DEAD_LETTER_GIVEN_UP : Audited.DEAD_LETTER_REPLAYED;
        closed.forEach(
                it -> audit.record(kind, it.saga() == null ? null : it.saga().value(), who, it.about(note)));
        return !closed.isEmpty();
    }

    private List<Closed> close(
            Object value, String column, DeadLetter.State state, @Nullable String who, @Nullable String note) {
        List<Closed> closed = jdbc.sql(
                        "UPDATE dead_letter SET state = :state, decided_at = :at, decided_by = :who, note = :note WHERE "
                                + column + " = :value AND state = 'OPEN' RETURNING id, saga, element, idempotency_key")
                .param("state", state.name())
                .param("at", now())
                .param("who", who, Types.VARCHAR)
                .param("note", note, Types.VARCHAR)
                .param("value", value)
                .query(Closed::read)
                .list();
        for (Closed letter : closed) {
            events.decided(letter.id(), state);
            SagaId saga = letter.saga();
            if (saga != null) {
                goOnUnlessOneIsOpen(saga);
            }
        }
        return closed;
    }

    private record Closed(
            long id,
            @Nullable SagaId saga,
            String element,
            @Nullable String key) {
        static Closed read(ResultSet row, int number) throws SQLException {
            String saga = row.getString("saga");
            return new Closed(
                    row.getLong("id"),
                    saga == null ? null : SagaId.parse(saga),
                    row.getString("element"),
                    row.getString("idempotency_key"));
        }

        Map<String, @Nullable Object> about(String reason) {
            Map<String, @Nullable Object> about = new LinkedHashMap<>();
            about.put("deadLetter", id);
            about.put("element", element);
            about.put("key", key);
            about.put("reason", reason);
            return about;
        }
    }

    /** In this order: who closes the run's other letter at the same time waits here for our commit, and then sees it. */
    private void goOnUnlessOneIsOpen(SagaId saga) {
        connections.execute((ConnectionCallback<Boolean>) connection -> Sagas.goOn(connection, saga));
        boolean open = jdbc.sql(
                        "SELECT EXISTS (SELECT FROM dead_letter WHERE saga = ? AND state = 'OPEN' AND kind <> 'HAPPENED_TWICE')")
                .param(saga.value())
                .query(Boolean.class)
                .single();
        if (open) {
            waitForPerson(saga);
        }
    }

    private void waitForPerson(SagaId saga) {
        connections.execute((ConnectionCallback<Boolean>) connection -> Sagas.waitForPerson(connection, saga));
    }

    private record Written(long id, @Nullable SagaId saga, boolean opened) {
        static Written read(ResultSet row, int number) throws SQLException {
            String saga = row.getString("saga");
            return new Written(row.getLong("id"), saga == null ? null : SagaId.parse(saga), row.getBoolean("opened"));
        }
    }

    /** Records that the engine knows of the decision. */
    void told(long letter) {
        jdbc.sql("UPDATE dead_letter SET told_at = ? WHERE id = ?")
                .params(now(), letter)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
