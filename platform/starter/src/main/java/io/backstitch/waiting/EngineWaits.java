package io.backstitch.waiting;

import io.backstitch.messaging.EngineRecord;
import io.backstitch.messaging.RecordView;
import io.backstitch.messaging.TopicBeginning;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps one row for each process instance that the engine has, and for each thing that one waits for, from the engine's records. A row
 * is there from the record of the beginning to that of the end: as old as the records are when they are read, and no row is of an
 * instance that has ended. What begins and ends within one poll is never written.
 */
@Component
class EngineWaits implements RecordView {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final JobsTaken jobsTaken;
    private final Clock clock;

    EngineWaits(JdbcClient jdbc, JsonMapper json, JobsTaken jobsTaken, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.jobsTaken = jobsTaken;
        this.clock = clock;
    }

    @Override
    public Set<String> valueTypes() {
        return Set.of("JOB", "PROCESS_INSTANCE", "TIMER", "PROCESS_MESSAGE_SUBSCRIPTION", "USER_TASK", "INCIDENT");
    }

    @Override
    public void take(List<EngineRecord> records) {
        WaitChanges changes = WaitChanges.of(records);
        jobsTaken.take(changes);
        insertInstances(changes.allInstances(), Set.copyOf(changes.instances()));
        delete(changes.ended(), changes.endedInstances());
        store(changes.rows());
        changes.readyAgain().forEach(this::readyAgain);
    }

    @Override
    public void forget(TopicBeginning beginning) {
        jdbc.sql("DELETE FROM engine_wait WHERE wait_key >> 51 = ? AND created_at > ?")
                .params(beginning.partition(), beginning.time())
                .update();
        jdbc.sql("DELETE FROM engine_instance WHERE instance >> 51 = ? AND since > ?")
                .params(beginning.partition(), beginning.time())
                .update();
    }

    /** @param stays whether it has not ended in the same poll */
    private record InstanceRow(long instance, long root, String process, Instant since, boolean stays) {}

    private void insertInstances(List<WaitChanges.Instance> begun, Set<WaitChanges.Instance> staying) {
        if (begun.isEmpty()) {
            return;
        }
        Map<Long, Long> roots = roots(begun);
        List<InstanceRow> rows = begun.stream()
                .map(instance -> {
                    Long parent = instance.parent();
                    long root = parent == null ? instance.key() : roots.getOrDefault(parent, parent);
                    roots.put(instance.key(), root);
                    return new InstanceRow(
                            instance.key(), root, instance.process(), instance.since(), staying.contains(instance));
                })
                .toList();
        jdbc.sql("""
                        WITH judged AS (
                            SELECT new.*, begun.run, coalesce(saga.id, gone.id) IS NULL OR coalesce(saga.instance <> new.root, false)
                                       OR coalesce(coalesce(saga.ended_at, gone.ended_at) < new.since - interval '1 minute', false) AS stranger
                            FROM json_to_recordset(:rows::json)
                                AS new (instance bigint, root bigint, process text, since timestamptz, stays boolean)
                            LEFT JOIN run_instance AS begun ON begun.process_instance_key = new.root
                            LEFT JOIN saga ON saga.id = begun.process || '/' || begun.run
                            LEFT JOIN saga_archived AS gone ON gone.id = begun.process || '/' || begun.run
                        ), strangers AS (
                            INSERT INTO stranger_instance (instance, root, process, run, seen_at, looked_at)
                            SELECT instance, root, process, run, :now, :now FROM judged
                            WHERE stranger
                              AND (root = instance
                                OR root IN (SELECT instance FROM judged WHERE stranger AND root = instance)
                                OR EXISTS (SELECT FROM stranger_instance AS known WHERE known.instance = judged.root))
                              AND (since > CAST(:now AS timestamptz) - interval '1 hour'
                                OR EXISTS (SELECT FROM effect WHERE called_instance = judged.instance))
                            ON CONFLICT (instance) DO NOTHING
                        )
                        INSERT INTO engine_instance (instance, root, process, run, since, stranger)
                        SELECT instance, root, process, CASE WHEN root = instance THEN run END, since, stranger AND root = instance
                        FROM judged WHERE stays
                        ON CONFLICT (instance) DO NOTHING
                        """)
                .param("rows", json.writeValueAsString(rows))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** The roots of those that were there before. */
    private Map<Long, Long> roots(List<WaitChanges.Instance> begun) {
        Set<Long> parents = new HashSet<>();
        begun.forEach(instance -> {
            if (instance.parent() != null) {
                parents.add(instance.parent());
            }
        });
        Map<Long, Long> roots = new HashMap<>();
        if (!parents.isEmpty()) {
            jdbc.sql("SELECT instance, root FROM engine_instance WHERE instance IN (:parents)")
                    .param("parents", parents)
                    .query(row -> {
                        roots.put(row.getLong("instance"), row.getLong("root"));
                    });
        }
        return roots;
    }

    private void delete(Collection<Long> ended, Collection<Long> endedInstances) {
        if (!ended.isEmpty()) {
            jdbc.sql(
                            "DELETE FROM engine_wait WHERE wait_key IN (SELECT value::bigint FROM json_array_elements_text(?::json))")
                    .param(json.writeValueAsString(ended))
                    .update();
        }
        if (!endedInstances.isEmpty()) {
            jdbc.sql("""
                            WITH ended AS (SELECT value::bigint AS instance FROM json_array_elements_text(?::json)),
                                 waits AS (DELETE FROM engine_wait USING ended WHERE engine_wait.instance = ended.instance)
                            DELETE FROM engine_instance USING ended WHERE engine_instance.instance = ended.instance
                            """).param(json.writeValueAsString(endedInstances)).update();
        }
    }

    /** Those that wait anew, and those that wait on: what the database does with the latter, {@link WaitRow#after} does, too. */
    private void store(List<WaitRow> rows) {
        store(rows.stream().filter(WaitRow::again).toList(), """
                since = excluded.since,
                """);
        store(rows.stream().filter(row -> !row.again()).toList(), """
                since = CASE WHEN excluded.until IS NULL AND known.until IS NOT NULL THEN excluded.since ELSE known.since END,
                """);
    }

    private void store(List<WaitRow> rows, String since) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO engine_wait AS known (wait_key, kind, instance, element_instance, element, name, created_at,
                            since, until, ready)
                        SELECT key, kind, instance, "elementInstance", element, name, since, since, until, ready
                        FROM json_to_recordset(?::json) AS new (key bigint, kind text, instance bigint, "elementInstance" bigint,
                            element text, name text, since timestamptz, until timestamptz, ready boolean)
                        ON CONFLICT (wait_key) DO UPDATE SET
                        """ + since + "until = excluded.until, ready = excluded.ready")
                .param(json.writeValueAsString(rows))
                .update();
    }

    private void readyAgain(long job, Instant at) {
        jdbc.sql("UPDATE engine_wait SET ready = true, since = ?, until = NULL WHERE wait_key = ?")
                .params(Timestamp.from(at), job)
                .update();
    }
}
