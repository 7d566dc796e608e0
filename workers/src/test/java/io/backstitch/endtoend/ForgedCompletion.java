package io.backstitch.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.RunningStack;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/** The engine's record that somebody has completed a task, but not from the engine. */
final class ForgedCompletion {

    /** No engine gets there: what is told of later comes before it. */
    private static final long POSITION = 1L << 62;

    private ForgedCompletion() {}

    /** Returns when it is in the topic of the engine's records. */
    static void send(RunningStack stack, long task, String assignee, Map<String, Object> answers) throws Exception {
        Map<String, @Nullable Object> value = JdbcClient.create(
                        new DriverManagerDataSource(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword()))
                .sql("""
                        SELECT element_instance_key AS "elementInstanceKey", process_instance_key AS "processInstanceKey",
                            process AS "bpmnProcessId", element AS "elementId" FROM user_task WHERE user_task_key = ?
                        """)
                .param(task)
                .query()
                .singleRow();
        value.putAll(Map.of("assignee", assignee, "action", "complete", "variables", answers));
        String record = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "partitionId",
                        1,
                        "position",
                        POSITION,
                        "key",
                        task,
                        "valueType",
                        "USER_TASK",
                        "intent",
                        "COMPLETED",
                        "timestamp",
                        System.currentTimeMillis(),
                        "value",
                        value));
        ProducerRecord<String, String> message = new ProducerRecord<>("backstitch.engine-records", "1", record);
        message.headers().add("valueType", "USER_TASK".getBytes(UTF_8));
        try (var kafka = new KafkaProducer<>(
                Map.<String, Object>of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.url(Part.KAFKA)),
                new StringSerializer(),
                new StringSerializer())) {
            kafka.send(message).get();
        }
    }
}
