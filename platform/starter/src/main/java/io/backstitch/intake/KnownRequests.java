package io.backstitch.intake;

import io.backstitch.compensation.Fingerprint;
import io.backstitch.compensation.SagaId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What had come in before: it gets the same answer again, also when its run is archived, for as long as the settings promise. After that it is
 * answered as a key that was used for something else; a run of its own it never gets.
 */
@Component
class KnownRequests {

    private final JdbcClient jdbc;

    KnownRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A request that came before.
     *
     * @param fingerprint null when it is no longer remembered what it was
     * @param archivedAt null unless its run is archived
     */
    private record Known(
            String run,
            @Nullable String fingerprint,
            @Nullable String outcome,
            @Nullable Instant archivedAt) {

        static Known read(ResultSet row, int number) throws SQLException {
            Timestamp archivedAt = row.getTimestamp("archived_at");
            return new Known(
                    row.getString("run"),
                    row.getString("fingerprint"),
                    row.getString("outcome"),
                    archivedAt == null ? null : archivedAt.toInstant());
        }

        Accepted answer(Fingerprint given) {
            if (!given.value().equals(fingerprint)) {
                return new Accepted.Conflict();
            }
            return archivedAt == null ? new Accepted.Known(run) : new Accepted.Archived(run, outcome, archivedAt);
        }
    }

    /**
     * The answer to what this sender sent with this key before, whether it started its run or was told to it. What was stored before persons were told
     * apart is everybody's who comes from the same source.
     */
    Optional<Accepted> answer(Trigger trigger, Fingerprint fingerprint) {
        return jdbc.sql("""
                        SELECT id AS run, fingerprint, asked_by, NULL AS outcome, NULL::timestamptz AS archived_at FROM run
                        WHERE process = :process AND source = :source AND idempotency_key = :key AND asked_by IN ('', :person)
                        UNION ALL
                        SELECT run, fingerprint, asked_by, NULL, NULL FROM run_event WHERE id IN (:events) AND asked_by IN ('', :person)
                        UNION ALL
                        SELECT request.run, encode(request.fingerprint, 'hex'), request.asked_by, saga.outcome, request.archived_at
                        FROM request_archived AS request
                        LEFT JOIN saga_archived AS saga ON saga.id = request.process || '/' || request.run
                        WHERE request.request = :request AND request.asked_by IN ('', :person)
                        ORDER BY asked_by DESC LIMIT 1
                        """)
                .param("process", trigger.process())
                .param("source", trigger.source())
                .param("key", trigger.idempotencyKey())
                .param("person", trigger.sender().person())
                .param("events", IntakeIds.events(trigger))
                .param("request", IntakeIds.request(trigger))
                .query(Known::read)
                .optional()
                .map(known -> known.answer(fingerprint));
    }

    /** Whether what this sender sent with this key is archived with its run. */
    boolean isArchived(Trigger trigger) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM request_archived WHERE request = ? AND asked_by IN ('', ?))
                        """)
                .params(IntakeIds.request(trigger), trigger.sender().person())
                .query(Boolean.class)
                .single();
    }

    /** Whether the run of this name is archived. */
    boolean isArchived(SagaId saga) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM saga_archived WHERE id = ?)")
                .param(saga.value())
                .query(Boolean.class)
                .single();
    }
}
