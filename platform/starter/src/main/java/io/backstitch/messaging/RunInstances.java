package io.backstitch.messaging;

import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import java.sql.Timestamp;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which run a process instance of the engine is, as its records tell: a run begins by a message whose correlation key is its business
 * id. The record of that comes before all others of the instance. What began otherwise, or before the records were read, is not known.
 */
@Component
public class RunInstances implements EngineRecordHandler, RebuildableRecords {

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    RunInstances(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * A run.
     *
     * @param process the id of its model
     * @param id its business id
     */
    public record Run(String process, String id) {}

    /**
     * The run of a process instance.
     *
     * @param root the instance that nobody called; those that it calls belong to its run
     */
    public Optional<Run> find(long root) {
        return jdbc.sql("SELECT process, run FROM run_instance WHERE process_instance_key = ?")
                .param(root)
                .query((row, number) -> new Run(row.getString("process"), row.getString("run")))
                .optional();
    }

    /** The process instance of a run; empty before the engine's record of its begin has come. */
    public OptionalLong instanceOf(String process, String run) {
        return jdbc
                .sql(
                        "SELECT process_instance_key FROM run_instance WHERE process = ? AND run = ? ORDER BY 1 DESC LIMIT 1")
                .params(process, run)
                .query(Long.class)
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    @Override
    public String valueType() {
        return "MESSAGE_START_EVENT_SUBSCRIPTION";
    }

    @Override
    public void handle(EngineRecord record) {
        if (record.intent().equals("CORRELATED") && isBusinessId(record.text("correlationKey"))) {
            jdbc.sql("""
                            INSERT INTO run_instance (process_instance_key, process, run, begun_at) VALUES (?, ?, ?, ?)
                            ON CONFLICT (process_instance_key) DO NOTHING
                            """)
                    .params(
                            record.number("processInstanceKey"),
                            record.text("bpmnProcessId"),
                            record.text("correlationKey"),
                            Timestamp.from(record.timestamp()))
                    .update();
            bind(record);
        }
    }

    /** From now on nothing is claimed for the run by another instance. A run that no door has taken is not there. */
    private void bind(EngineRecord record) {
        SagaId saga = new SagaId(record.text("bpmnProcessId"), record.text("correlationKey"));
        template.execute((ConnectionCallback<Boolean>) connection -> {
            Sagas.bind(connection, saga, record.number("processInstanceKey"));
            return true;
        });
    }

    /** A slash separates the parts of an idempotency key, so no run of ours has one in its id. */
    private static boolean isBusinessId(String correlationKey) {
        return !correlationKey.isBlank() && correlationKey.indexOf('/') < 0;
    }

    @Override
    public void forget(TopicBeginning beginning) {
        jdbc.sql("DELETE FROM run_instance WHERE process_instance_key >> 51 = ? AND begun_at > ?")
                .params(beginning.partition(), beginning.time())
                .update();
    }

    @Override
    public void restore(EngineRecord record) {
        handle(record);
    }
}
