package io.backstitch.waiting;

import io.backstitch.PartsOnDatabase;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import io.backstitch.intake.Lines;
import io.backstitch.intake.Run;
import io.backstitch.messaging.EngineRecord;
import io.backstitch.stack.junit.RunningStack;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** This package on the real database; the records come from the test, as the engine 8.6.0 writes them. */
final class WaitingOnDatabase implements AutoCloseable {

    static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    private static final AtomicLong KEYS = new AtomicLong(System.nanoTime());

    @EnableAutoConfiguration
    @EnableConfigurationProperties(WaitingSettings.class)
    @Import({
        EngineWaits.class,
        JobsTaken.class,
        Suspects.class,
        StuckRuns.class,
        JobQueues.class,
        RunWaits.class,
        Lines.class
    })
    static class Waiting {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    final String process = "wait" + UUID.randomUUID().toString().replace("-", "");
    private final ConfigurableApplicationContext application;

    WaitingOnDatabase(RunningStack stack) {
        application = PartsOnDatabase.forAllTests(stack, Waiting.class);
    }

    <T> T get(Class<T> type) {
        return application.getBean(type);
    }

    JdbcClient jdbc() {
        return get(JdbcClient.class);
    }

    static long key() {
        return KEYS.incrementAndGet();
    }

    /** A run that the engine was handed. */
    Run run(Instant relayedAt) {
        String id = process + "-" + key();
        insertRun(id, relayedAt);
        return new Run(id, process, relayedAt, relayedAt, null);
    }

    private void insertRun(String id, Instant at) {
        jdbc().sql("""
                        INSERT INTO run (id, process, source, idempotency_key, fingerprint, variables, accepted_at, relayed_at)
                        VALUES (:id, :process, 'test', :id, '', '{}', :at, :at)
                        """)
                .param("id", id)
                .param("process", process)
                .param("at", Timestamp.from(at))
                .update();
        get(JdbcTemplate.class).execute((ConnectionCallback<Boolean>) connection -> {
            Sagas.open(connection, new SagaId(process, id), at);
            return true;
        });
    }

    /** A run with its process instance, which has begun now; returns the key of the instance. */
    long instance(Run run) {
        long instance = key();
        jdbc().sql("INSERT INTO run_instance (process_instance_key, process, run) VALUES (?, ?, ?)")
                .params(instance, process, run.id())
                .update();
        take(element(instance, instance, -1, "PROCESS", "ELEMENT_ACTIVATING", run.acceptedAt()));
        return instance;
    }

    /** As one poll brings them. */
    void take(EngineRecord... records) {
        take(List.of(records));
    }

    void take(List<EngineRecord> records) {
        get(TransactionTemplate.class)
                .executeWithoutResult(status -> get(EngineWaits.class).take(records));
    }

    /** Each in a poll of its own. */
    void takeOneByOne(EngineRecord... records) {
        Arrays.stream(records).forEach(this::take);
    }

    EngineRecord element(long key, long instance, long parent, String type, String intent, Instant at) {
        return record(
                "PROCESS_INSTANCE",
                intent,
                key,
                instance,
                at,
                Map.of("bpmnElementType", type, "parentProcessInstanceKey", parent, "bpmnProcessId", process));
    }

    EngineRecord job(long key, long instance, String type, String intent, Instant at) {
        return job(key, instance, type, intent, at, Map.of("deadline", -1, "retries", 3));
    }

    EngineRecord job(long key, long instance, String type, String intent, Instant at, Map<String, Object> more) {
        Map<String, Object> value = new HashMap<>(more);
        value.put("type", type);
        return record("JOB", intent, key, instance, at, value);
    }

    /** Handed out until then. */
    EngineRecord job(long key, long instance, String type, String intent, Instant at, Instant deadline) {
        return job(key, instance, type, intent, at, Map.of("deadline", deadline.toEpochMilli(), "retries", 3));
    }

    EngineRecord record(
            String valueType, String intent, long key, long instance, Instant at, Map<String, Object> more) {
        Map<String, Object> value = new HashMap<>(Map.of(
                "processInstanceKey", instance, "elementInstanceKey", key + 1_000_000, "elementId", "Element_1"));
        value.putAll(more);
        return new EngineRecord(
                1, key, key, valueType, intent, at, null, JsonMapper.shared().valueToTree(value));
    }

    /** An instance of the application that lives, with these jobs in hand. */
    void inHand(long... jobs) {
        jdbc().sql("""
                        INSERT INTO instance (id, started_at, alive_until, jobs) VALUES (?, now(), now() + interval '1 hour', ?)
                        """)
                .params(process, Arrays.stream(jobs).boxed().toArray(Long[]::new))
                .update();
    }

    void overdue(long job, String type, Duration since) {
        jdbc().sql("""
                        INSERT INTO job_overdue (job_key, instance, job_type, time_limit, began_at)
                        VALUES (?, ?, ?, interval '60 seconds', ?)
                        """)
                .params(job, process, type, Timestamp.from(NOW.minus(since)))
                .update();
    }

    void cancelled(Run run, Instant at) {
        jdbc().sql("UPDATE run SET cancelled_at = ? WHERE id = ?")
                .params(Timestamp.from(at), run.id())
                .update();
    }

    /** What stands of these keys in the table. */
    List<Map<String, @Nullable Object>> rows(long... keys) {
        return jdbc().sql("SELECT * FROM engine_wait WHERE wait_key IN (:keys) ORDER BY wait_key")
                .param("keys", Arrays.stream(keys).boxed().toList())
                .query()
                .listOfRows();
    }

    /** Those of this test's runs. */
    List<Suspect> suspects() {
        return get(Suspects.class).byRecords(NOW).stream()
                .filter(suspect -> suspect.process().equals(process))
                .toList();
    }

    /** Takes away what waits: the next test would find it. */
    @Override
    public void close() {
        jdbc().sql("DELETE FROM instance WHERE id = ?").param(process).update();
        jdbc().sql("DELETE FROM engine_wait WHERE instance IN (SELECT instance FROM engine_instance WHERE process = ?)")
                .param(process)
                .update();
        jdbc().sql("DELETE FROM engine_instance WHERE process = ?")
                .param(process)
                .update();
        jdbc().sql("DELETE FROM effect WHERE saga IN (SELECT id FROM saga WHERE process = ?)")
                .param(process)
                .update();
        jdbc().sql("DELETE FROM saga WHERE process = ? AND ended_at IS NULL")
                .param(process)
                .update();
    }
}
