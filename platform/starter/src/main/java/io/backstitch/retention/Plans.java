package io.backstitch.retention;

import io.backstitch.auditlog.ChainEnd;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The archives: planned, and done. For use within a transaction of the one whose turn it is. */
@Component
class Plans {

    private final JdbcClient jdbc;
    private final ChainEnd audit;
    private final Clock clock;

    Plans(JdbcClient jdbc, ChainEnd audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whether this transaction is the one that archives: one at a time, of all instances. */
    boolean isMyTurn() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('run_archive'), 0)")
                .query(Boolean.class)
                .single();
    }

    /** One that was begun and not done: by whom ever. */
    Optional<Plan> open(String process) {
        return jdbc.sql("""
                        SELECT number, process, runs, audit_seq, audit_hash FROM run_archive
                        WHERE process = ? AND done_at IS NULL ORDER BY number LIMIT 1
                        """).param(process).query(Plans::read).optional();
    }

    private static Plan read(ResultSet row, int number) throws SQLException {
        return new Plan(
                row.getLong("number"),
                row.getString("process"),
                Arrays.asList((String[]) row.getArray("runs").getArray()),
                new Plan.AuditEnd(row.getLong("audit_seq"), row.getString("audit_hash")));
    }

    /** To be called after it was seen that nothing of these runs waits to get into the audit. */
    Plan add(String process, List<String> runs) {
        ChainEnd.At end = audit.now();
        return jdbc.sql("""
                        INSERT INTO run_archive (process, runs, count, audit_seq, audit_hash, planned_at)
                        VALUES (:process, :runs, :count, :seq, :hash, :now)
                        RETURNING number, process, runs, audit_seq, audit_hash
                        """)
                .param("process", process)
                .param("runs", runs.toArray(String[]::new))
                .param("count", runs.size())
                .param("seq", end.seq())
                .param("hash", end.hash())
                .param("now", Timestamp.from(clock.instant()))
                .query(Plans::read)
                .single();
    }

    /** It keeps only these of its runs. */
    void shrink(Plan plan, List<String> runs) {
        jdbc.sql("UPDATE run_archive SET runs = ?, count = ? WHERE number = ?")
                .params(runs.toArray(String[]::new), runs.size(), plan.number())
                .update();
    }

    /** False when it is done. */
    boolean drop(Plan plan) {
        return jdbc.sql("DELETE FROM run_archive WHERE number = ? AND done_at IS NULL")
                        .param(plan.number())
                        .update()
                == 1;
    }

    /** @param manifest its SHA-256 */
    void done(Plan plan, String manifest) {
        jdbc.sql("UPDATE run_archive SET runs = NULL, count = ?, manifest = ?, done_at = ? WHERE number = ?")
                .params(plan.runs().size(), manifest, Timestamp.from(clock.instant()), plan.number())
                .update();
    }
}
