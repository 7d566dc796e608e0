package io.backstitch.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signs records as the engine's exporter does. */
final class SignedRecords {

    static final String SETTING = "backstitch.records.keys";

    final String key = newKey();
    private final RecordKey signer = new RecordKey(key);
    private long previous = -1;

    static String newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** The next record of the engine, for the first partition of the topic. */
    ProducerRecord<String, String> next(String topic, String valueType, String json) {
        JsonNode record = read(json);
        long position = record.path("position").asLong(previous + 1);
        ProducerRecord<String, String> signed =
                signed(topic, valueType, record.path("intent").asString("NONE"), position, json);
        previous = position;
        return signed;
    }

    /** As if there had been another one before the next. */
    void leaveOut() {
        previous += 1;
    }

    private ProducerRecord<String, String> signed(
            String topic, String valueType, String intent, long position, String json) {
        ConsumerRecord<String, String> message = new ConsumerRecord<>(topic, 0, 0, "1", json);
        add(message, "partition", "1");
        add(message, "position", String.valueOf(position));
        add(message, "previous", String.valueOf(previous));
        add(message, "valueType", valueType);
        add(message, "intent", intent);
        add(message, "signer", signer.id());
        message.headers().add("signature", signer.signature(message));
        return new ProducerRecord<>(topic, 0, "1", json, message.headers());
    }

    private static void add(ConsumerRecord<String, String> message, String header, String text) {
        message.headers().add(header, text.getBytes(UTF_8));
    }

    private static JsonNode read(String json) {
        try {
            return JsonMapper.shared().readTree(json);
        } catch (JacksonException notJson) {
            return JsonMapper.shared().createObjectNode();
        }
    }
}
