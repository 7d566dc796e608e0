package io.backstitch.intake;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What came in and cannot be delivered: the engine refuses it, or its run has ended without it. It is put aside for a person, on record, and
 * does not stand in the way of others; a person has it delivered again, or drops it.
 */
@Component
public class Undelivered {

    private static final Logger log = LoggerFactory.getLogger(Undelivered.class);
    /** The record that a run has taken an event comes within seconds; one that comes later still takes the event back. */
    private static final Duration RECORDS_LAG = Duration.ofMinutes(1);

    private static final Duration FORGOTTEN_FOR_SURE = Duration.ofHours(1);

    private static final int AT_ONCE = 100;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ObjectProvider<UndeliveredListener> listeners;
    private final Clock clock;

    Undelivered(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ObjectProvider<UndeliveredListener> listeners,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.listeners = listeners;
        this.clock = clock;
    }

    /** Puts it aside, in the caller's transaction. */
    void bury(Publication publication, String reason) {
        int buried = jdbc.sql("UPDATE " + publication.table() + " SET dead_at = ? WHERE id = ? AND dead_at IS NULL")
                .params(Timestamp.from(clock.instant()), publication.id())
                .update();
        if (buried == 1) {
            listeners.forEach(listener -> listener.buried(
                    publication.id(), publication.process(), publication.run(), publication.message(), reason));
        }
    }

    /** Finds the events that no run has taken: of runs that have ended without them, and those that the engine has forgotten since. */
    @Scheduled(fixedDelay = 5_000)
    void findUntaken() {
        try {
            transaction.executeWithoutResult(status -> {
                ofEndedRuns()
                        .forEach(event -> bury(event, "Its run has ended (%s) without it".formatted(outcome(event))));
                bringForgottenAgain();
            });
        } catch (DataAccessException | TransactionException e) {
            log.debug("Events of ended runs are looked for again in a moment", e);
        }
    }

    private List<Publication> ofEndedRuns() {
        return jdbc.sql("""
                        SELECT event.id, event.run, event.process, event.message, event.variables, event.tries
                        FROM run_event event
                        JOIN (SELECT id, ended_at FROM saga UNION ALL SELECT id, ended_at FROM saga_archived) AS saga
                            ON saga.id = event.process || '/' || event.run
                        WHERE event.taken_at IS NULL AND event.dead_at IS NULL
                          AND saga.ended_at < CASE WHEN event.relayed_at IS NULL THEN ?::timestamptz ELSE ?::timestamptz END
                        ORDER BY event.seq LIMIT ? FOR UPDATE OF event SKIP LOCKED
                        """)
                .params(
                        Timestamp.from(clock.instant()),
                        Timestamp.from(clock.instant().minus(RECORDS_LAG)),
                        AT_ONCE)
                .query(Publication::ofEvent)
                .list();
    }

    /** The engine keeps a message for a time; the record of one that was taken has come long before that is over. */
    private void bringForgottenAgain() {
        int again = jdbc.sql("""
                        UPDATE run_event SET relayed_at = NULL, message_key = NULL
                        WHERE taken_at IS NULL AND dead_at IS NULL AND relayed_at < ?
                        """)
                .param(Timestamp.from(
                        clock.instant().minus(MessagePublisher.TIME_TO_LIVE).minus(FORGOTTEN_FOR_SURE)))
                .update();
        if (again > 0) {
            log.info("{} events that their runs have not taken in time are brought to the engine again", again);
        }
    }

    private String outcome(Publication event) {
        return jdbc.sql("""
                        SELECT outcome FROM saga WHERE id = :id UNION ALL SELECT outcome FROM saga_archived WHERE id = :id
                        """)
                .param("id", event.process() + "/" + event.run())
                .query(String.class)
                .single();
    }

    /** Has it delivered again, as if it had just come; after those that have been delivered meanwhile. */
    public void deliverAgain(String id) {
        for (String table : List.of("run", "run_event")) {
            jdbc.sql("UPDATE " + table
                            + " SET dead_at = NULL, relayed_at = NULL, tries = 0 WHERE id = ? AND dead_at IS NOT NULL")
                    .param(id)
                    .update();
        }
    }
}
