package io.backstitch.intake;

import io.backstitch.compensation.SagaState;
import io.backstitch.security.Viewer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The runs that are over, and are in an archive instead of our tables. */
@Component
public class ArchivedRuns {

    private final JdbcClient jdbc;

    ArchivedRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is left of a run.
     *
     * @param saga what became of its effects
     * @param outcome which end of the model was reached; null when it reached none
     * @param archive the number of the archive, by which its files are named
     */
    public record ArchivedRun(
            String id,
            String process,
            SagaState saga,
            @Nullable String outcome,
            Instant acceptedAt,
            Instant endedAt,
            Instant archivedAt,
            long archive) {}

    /** One of them, unless the viewer may not see it; who sent an event for it may do so no more. */
    public Optional<ArchivedRun> find(String id, Viewer viewer) {
        return jdbc.sql("""
                        SELECT run.id, run.process, saga.state, saga.outcome, run.accepted_at, saga.ended_at, saga.archived_at, run.archive
                        FROM run_archived AS run JOIN saga_archived AS saga ON saga.id = run.process || '/' || run.id
                        WHERE run.id = :id AND (:all OR run.process = ANY(:processes) OR (:person <> '' AND run.asked_by = :person))
                        """)
                .param("id", id)
                .param("all", viewer.all())
                .param("processes", viewer.processNames())
                .param("person", viewer.person())
                .query((row, number) -> new ArchivedRun(
                        row.getString("id"),
                        row.getString("process"),
                        SagaState.valueOf(row.getString("state")),
                        row.getString("outcome"),
                        row.getTimestamp("accepted_at").toInstant(),
                        row.getTimestamp("ended_at").toInstant(),
                        row.getTimestamp("archived_at").toInstant(),
                        row.getLong("archive")))
                .optional();
    }
}
