package io.backstitch.stack.torture;

import io.backstitch.stack.demo.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends CloudEvents to the topic from which the application takes events. Kafka's yes is the application's: it leaves nothing out. */
final class Topic implements AutoCloseable {
    private static final String SOURCE = "/torture";
    private static final int ID_BYTES = 10;

    private final String name;
    private final KafkaProducer<String, String> producer;

    Topic(String bootstrapServers, String name) {
        this.name = name;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000,
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000),
                new StringSerializer(),
                new StringSerializer());
    }

    /** Sends it once; events of one subject stay in their order. */
    Answer send(Incoming event) throws InterruptedException {
        String key = event.subject().isEmpty() ? event.key() : event.subject();
        var message = new ProducerRecord<>(name, key, cloudEvent(event));
        message.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(message).get();
            return new Answer.Yes(runOf(event));
        } catch (ExecutionException | KafkaException nobodyKnows) {
            return new Answer.Lost("Kafka has not confirmed it");
        }
    }

    private static String cloudEvent(Incoming event) {
        Map<String, Object> cloudEvent = new LinkedHashMap<>();
        cloudEvent.put("specversion", "1.0");
        cloudEvent.put("id", event.key());
        cloudEvent.put("source", SOURCE);
        cloudEvent.put("type", event.kind().type());
        cloudEvent.put("datacontenttype", "application/json");
        cloudEvent.put("data", event.body());
        return Reply.JSON.writeValueAsString(cloudEvent);
    }

    /** A topic answers nobody, so who sends has to know: docs/topics.md tells how. */
    static String runOf(Incoming event) {
        String process = event.kind().process();
        String digest = event.subject().isEmpty()
                ? digest(process, "kafka/" + SOURCE, event.key())
                : digest(process, "", event.subject());
        return process + "-" + digest;
    }

    private static String digest(String... parts) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Does not wait for what is under way: nobody listens any more. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
