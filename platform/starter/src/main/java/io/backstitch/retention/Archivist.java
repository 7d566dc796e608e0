package io.backstitch.retention;

import io.backstitch.audit.Draft;
import io.backstitch.auditlog.AuditLog;
import io.backstitch.auditlog.Audited;
import io.backstitch.compensation.ArchivedSagas;
import io.backstitch.compensation.Fingerprint;
import io.backstitch.compensation.SagaId;
import io.backstitch.tables.RunRows;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings one plan to its end, in one transaction, which is the caller's: (1) lock the runs, and leave out those that owe something now; (2) read their
 * rows; (3) write the archive, sync it, and give it its name; (4) put the hash of its manifest on record; (5) write down what is remembered; (6) delete the
 * rows. A crash before the commit leaves the rows, with or without the archive, which is then written again under the same name; a crash behind it leaves
 * the archive.
 */
@Component
class Archivist {

    private final Plans plans;
    private final DueRuns due;
    private final ArchiveText text;
    private final ArchiveFiles files;
    private final RunTables tables;
    private final AuditLog audit;
    private final JdbcTemplate jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Archivist(
            Plans plans,
            DueRuns due,
            ArchiveText text,
            ArchiveFiles files,
            RunTables tables,
            AuditLog audit,
            JdbcTemplate jdbc,
            JsonMapper json,
            Clock clock) {
        this.plans = plans;
        this.due = due;
        this.text = text;
        this.files = files;
        this.tables = tables;
        this.audit = audit;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What became of a plan.
     *
     * @param runs how many are archived now
     * @param rows how many rows are gone
     */
    record Done(int runs, int rows) {}

    /**
     * Archives what is left of the plan.
     *
     * @param again a run that could not be archived is tried again when that was before
     * @throws DirectoryAway when the directory does not take the archive; nothing is changed then
     */
    Done archive(Plan planned, Instant again) {
        Plan plan = planned.of(due.stillDue(planned, again));
        if (plan.runs().isEmpty()) {
            drop(planned);
            return new Done(0, 0);
        }
        byte[] lines = text.lines(plan);
        byte[] manifest = text.manifest(plan, ArchiveFiles.lines(plan), lines);
        files.write(plan, lines, manifest);
        String hash = Fingerprint.of(manifest).value();
        Instant now = clock.instant();
        record(plan, hash, now);
        remember(plan, now);
        int rows = delete(plan, now);
        plans.done(plan, hash);
        return new Done(plan.runs().size(), rows);
    }

    /** Forgets a plan that comes to nothing, and takes away what was written for it. One that another has brought to its end stays. */
    void drop(Plan plan) {
        if (plans.drop(plan)) {
            files.remove(plan);
        }
    }

    private void record(Plan plan, String manifest, Instant now) {
        Map<String, Object> body = Map.of(
                "archive", plan.name(),
                "process", plan.process(),
                "runs", plan.runs().size(),
                "manifest", manifest);
        audit.append(new Draft(now, Audited.RUNS_ARCHIVED.word(), null, json.writeValueAsString(body)));
    }

    /** So small that it can stay for ever. */
    private void remember(Plan plan, Instant now) {
        of(plan, """
                        INSERT INTO run_archived (id, process, asked_by, accepted_at, archive)
                        SELECT own.id, own.process, own.asked_by, own.accepted_at, :archive FROM run AS own, %s
                        WHERE own.process = :process AND own.id = going.run
                        """.formatted(RunRows.going())).param("archive", plan.number()).update();
        of(plan, """
                        INSERT INTO request_archived (request, asked_by, process, run, fingerprint, archived_at)
                        SELECT substring(sha256(convert_to(concat_ws(E'\\n', own.process, own.source, own.idempotency_key), 'UTF8')) FROM 1 FOR 10),
                               own.asked_by, own.process, going.run, decode(own.fingerprint, 'hex'), :now
                        FROM %s, LATERAL (
                            SELECT process, source, idempotency_key, asked_by, fingerprint FROM run WHERE run.process = :process AND run.id = going.run
                            UNION ALL
                            SELECT process, source, idempotency_key, asked_by, fingerprint FROM run_event
                            WHERE run_event.process = :process AND run_event.run = going.run) AS own
                        ON CONFLICT DO NOTHING
                        """.formatted(RunRows.going()))
                .param("now", Timestamp.from(now))
                .update();
    }

    private int delete(Plan plan, Instant now) {
        int rows = 0;
        for (RunRows table : tables.deleted()) {
            rows += of(plan, table.delete()).update();
        }
        List<SagaId> sagas =
                plan.runs().stream().map(run -> new SagaId(plan.process(), run)).toList();
        return rows
                + jdbc.execute((ConnectionCallback<Integer>) connection -> ArchivedSagas.take(connection, sagas, now));
    }

    private JdbcClient.StatementSpec of(Plan plan, String statement) {
        return JdbcClient.create(jdbc)
                .sql(statement)
                .param("process", plan.process())
                .param("runs", plan.runs().toArray(String[]::new));
    }
}
