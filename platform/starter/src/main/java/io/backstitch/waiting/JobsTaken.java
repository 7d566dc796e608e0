package io.backstitch.waiting;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Knows for each job type when a worker last took a job, and measures how long jobs waited for one.
 *
 * <p>Metric {@code backstitch.jobs.wait} ({@code job.type}): from the moment at which a job could be taken (it was created, or its last
 * attempt failed) to the moment at which it was handed out, by the engine's clock. Exact for jobs that end within half a second; up to a second
 * too long for those that take longer; an attempt that fails sooner is not counted.
 */
@Component
class JobsTaken {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final MeterRegistry metrics;

    JobsTaken(JdbcClient jdbc, JsonMapper json, MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.json = json;
        this.metrics = metrics;
    }

    private record Progress(
            String type, @Nullable Instant taken, @Nullable Instant newest) {}

    /** Before the rows of the jobs are changed. */
    void take(WaitChanges changes) {
        Map<Long, Instant> waitedSince = waitedSince(changes.taken());
        Map<String, Instant> newest = new HashMap<>();
        for (WaitChanges.Taken taken : changes.taken()) {
            Instant since = waitedSince.get(taken.job());
            if (since != null) {
                timer(taken.type()).record(Duration.between(since, taken.at()));
                newest.merge(taken.type(), since, (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        store(changes, newest);
    }

    private Timer timer(String type) {
        return metrics.timer("backstitch.jobs.wait", "job.type", type);
    }

    private Map<Long, Instant> waitedSince(List<WaitChanges.Taken> taken) {
        Map<Long, Instant> since = new HashMap<>();
        List<Long> unknown = new ArrayList<>();
        for (WaitChanges.Taken job : taken) {
            if (job.waitedSince() == null) {
                unknown.add(job.job());
            } else {
                since.put(job.job(), job.waitedSince());
            }
        }
        if (!unknown.isEmpty()) {
            jdbc.sql("""
                            SELECT wait_key, since FROM engine_wait WHERE until IS NULL
                            AND wait_key IN (SELECT value::bigint FROM json_array_elements_text(?::json))
                            """).param(json.writeValueAsString(unknown)).query(row -> {
                since.put(row.getLong("wait_key"), row.getTimestamp("since").toInstant());
            });
        }
        return since;
    }

    private void store(WaitChanges changes, Map<String, Instant> newest) {
        Set<String> types = new HashSet<>(changes.progress().keySet());
        changes.rows().stream()
                .filter(row -> row.kind() == WaitRow.Kind.JOB)
                .map(WaitRow::name)
                .forEach(types::add);
        if (types.isEmpty()) {
            return;
        }
        List<Progress> progress = types.stream()
                .sorted()
                .map(type -> new Progress(type, changes.progress().get(type), newest.get(type)))
                .toList();
        jdbc.sql("""
                        INSERT INTO job_queue AS known (job_type, taken_at, newest_taken)
                        SELECT type, taken, newest FROM json_to_recordset(?::json) AS new (type text, taken timestamptz, newest timestamptz)
                        ON CONFLICT (job_type) DO UPDATE SET
                            taken_at = greatest(known.taken_at, excluded.taken_at),
                            newest_taken = greatest(known.newest_taken, excluded.newest_taken)
                        WHERE excluded.taken_at IS NOT NULL
                        """).param(json.writeValueAsString(progress)).update();
    }
}
