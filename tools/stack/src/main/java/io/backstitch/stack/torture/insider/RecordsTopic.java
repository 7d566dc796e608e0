package io.backstitch.stack.torture.insider;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstitch.stack.demo.Reply;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topic of the engine's records, for somebody who may write there and has no key. */
final class RecordsTopic implements AutoCloseable {
    private static final String TOPIC = "backstitch.engine-records";
    private static final int SIGNATURE_BYTES = 32;

    private final KafkaProducer<String, String> producer;
    private final Clock clock;

    RecordsTopic(String bootstrapServers, Clock clock) {
        this.clock = clock;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000),
                new StringSerializer(),
                new StringSerializer());
    }

    /**
     * Writes that a task was completed.
     *
     * @param signs whether it carries a signature, which nobody's key has made
     */
    void forge(Map<String, Object> value, long task, long position, boolean signs)
            throws IOException, InterruptedException {
        var message = new ProducerRecord<>(TOPIC, "1", record(value, task, position));
        header(message, "valueType", "USER_TASK");
        header(message, "intent", "COMPLETED");
        header(message, "partition", "1");
        header(message, "position", String.valueOf(position));
        if (signs) {
            header(message, "previous", String.valueOf(position - 1));
            header(message, "signer", "0badc0de");
            message.headers().add("signature", new byte[SIGNATURE_BYTES]);
        }
        try {
            producer.send(message).get();
        } catch (ExecutionException | KafkaException nobody) {
            throw new IOException("Kafka has not confirmed it", nobody);
        }
    }

    private String record(Map<String, Object> value, long task, long position) {
        return Reply.JSON.writeValueAsString(Map.of(
                "partitionId",
                1,
                "position",
                position,
                "key",
                task,
                "valueType",
                "USER_TASK",
                "intent",
                "COMPLETED",
                "timestamp",
                clock.millis(),
                "value",
                value));
    }

    private static void header(ProducerRecord<String, String> message, String name, String value) {
        message.headers().add(name, value.getBytes(UTF_8));
    }

    /** Does not wait for what is under way. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
