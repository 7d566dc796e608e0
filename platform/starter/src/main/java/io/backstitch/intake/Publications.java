package io.backstitch.intake;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What waits in the database to be brought to the engine, the oldest first. What one instance has taken, no other takes before its
 * transaction has ended. For use within a transaction.
 */
@Component
class Publications {

    private final JdbcClient jdbc;
    private final Clock clock;

    Publications(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How many runs wait to be started, counted up to a limit; nothing is taken. */
    int countStarts(Line line, int limit) {
        return jdbc.sql("""
                        SELECT count(*) FROM (
                            SELECT FROM run WHERE relayed_at IS NULL AND dead_at IS NULL AND %s LIMIT ?) AS waiting
                        """.formatted(Line.sqlHas("process")))
                .params(line.names(), line.isRest(), limit)
                .query(Integer.class)
                .single();
    }

    List<Publication> takeStarts(Line line, int limit) {
        return jdbc.sql("""
                        SELECT id, process, tries, variables ->> 'currency' AS currency,
                               variables || jsonb_build_object('businessId', id, 'saga', coalesce(signed_name, process || '/' || id)) AS variables
                        FROM run WHERE relayed_at IS NULL AND dead_at IS NULL AND %s
                        ORDER BY accepted_at LIMIT ? FOR UPDATE SKIP LOCKED
                        """.formatted(Line.sqlHas("process")))
                .params(line.names(), line.isRest(), limit)
                .query(Publication::ofRun)
                .list();
    }

    /**
     * Events whose run has been brought to the engine, and for each run the first only: the next one follows when that has been
     * taken by the engine, so that they keep their order. Those of a run that is yet to come stay; those of one that has ended are for
     * {@link Undelivered}.
     */
    List<Publication> takeEvents(Line line, int limit) {
        return jdbc.sql("""
                        SELECT event.id, event.run, event.process, event.message, event.variables, event.tries
                        FROM run_event event JOIN run ON run.id = event.run AND run.relayed_at IS NOT NULL
                        WHERE event.relayed_at IS NULL AND event.dead_at IS NULL AND %s
                          AND NOT EXISTS (SELECT FROM saga WHERE saga.id = event.process || '/' || event.run AND saga.ended_at IS NOT NULL)
                          AND NOT EXISTS (SELECT FROM run_event earlier
                                          WHERE earlier.run = event.run AND earlier.seq < event.seq
                                            AND earlier.relayed_at IS NULL AND earlier.dead_at IS NULL)
                        ORDER BY event.seq LIMIT ? FOR UPDATE OF event SKIP LOCKED
                        """.formatted(Line.sqlHas("event.process")))
                .params(line.names(), line.isRest(), limit)
                .query(Publication::ofEvent)
                .list();
    }

    /**
     * The engine has it.
     *
     * @param key the engine's name for it; null when it is not known
     */
    void relayed(Publication publication, @Nullable Long key) {
        Timestamp now = Timestamp.from(clock.instant());
        if (publication.starts()) {
            jdbc.sql("UPDATE run SET relayed_at = ? WHERE id = ?")
                    .params(now, publication.id())
                    .update();
        } else {
            jdbc.sql("UPDATE run_event SET relayed_at = :now, message_key = coalesce(:key, message_key) WHERE id = :id")
                    .param("now", now)
                    .param("key", key, Types.BIGINT)
                    .param("id", publication.id())
                    .update();
        }
    }

    void refused(Publication publication) {
        jdbc.sql("UPDATE " + publication.table() + " SET tries = tries + 1 WHERE id = ?")
                .param(publication.id())
                .update();
    }
}
