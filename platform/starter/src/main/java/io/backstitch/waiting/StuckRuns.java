package io.backstitch.waiting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The runs that are stuck. Only those that were told count; the others may still turn out to be a coincidence. */
@Component
public class StuckRuns {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    StuckRuns(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Empty when it is not stuck. */
    public Optional<StuckRun> find(String run) {
        return jdbc.sql("SELECT * FROM stuck_run WHERE run = ? AND told_at IS NOT NULL")
                .param(run)
                .query(StuckRuns::read)
                .optional();
    }

    long count() {
        return jdbc.sql("SELECT count(*) FROM stuck_run WHERE told_at IS NOT NULL")
                .query(Long.class)
                .single();
    }

    /** From now on these, and no others of these kinds, are suspected. Returns those that were told and move again. */
    List<StuckRun> replace(List<Suspect> suspects, List<Suspect.Kind> kinds, Instant now) {
        String these = json.writeValueAsString(suspects);
        jdbc.sql("""
                        INSERT INTO stuck_run AS known (run, process, kind, reason, since, found_at)
                        SELECT run, process, kind, reason, since, :now
                        FROM json_to_recordset(:these::json) AS new (run text, process text, kind text, reason text, since timestamptz)
                        ON CONFLICT (run) DO UPDATE SET kind = excluded.kind, reason = excluded.reason, since = excluded.since
                        WHERE (known.kind, known.reason) <> (excluded.kind, excluded.reason)
                        """).param("these", these).param("now", Timestamp.from(now)).update();
        return jdbc.sql("""
                        WITH gone AS (DELETE FROM stuck_run
                                      WHERE kind IN (:kinds)
                                      AND run NOT IN (SELECT run FROM json_to_recordset(:these::json) AS new (run text))
                                      RETURNING *)
                        SELECT * FROM gone WHERE told_at IS NOT NULL
                        """)
                .param("kinds", kinds.stream().map(Enum::name).toList())
                .param("these", these)
                .query(StuckRuns::read)
                .list();
    }

    /** Those that are to be told now; each once. */
    List<StuckRun> tell(Instant now, Instant patience) {
        return jdbc.sql("""
                        UPDATE stuck_run SET told_at = :now
                        WHERE told_at IS NULL AND (kind NOT IN (:moments) OR found_at <= :patience)
                        RETURNING *
                        """)
                .param("now", Timestamp.from(now))
                .param("patience", Timestamp.from(patience))
                .param(
                        "moments",
                        List.of(Suspect.Kind.values()).stream()
                                .filter(Suspect.Kind::mayBeAMoment)
                                .map(Enum::name)
                                .toList())
                .query(StuckRuns::read)
                .list();
    }

    private static StuckRun read(ResultSet row, int number) throws SQLException {
        return new StuckRun(
                row.getString("run"),
                row.getString("process"),
                row.getString("kind"),
                row.getString("reason"),
                row.getTimestamp("since").toInstant(),
                row.getTimestamp("found_at").toInstant());
    }
}
