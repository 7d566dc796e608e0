package io.backstitch.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/**
 * Where poison is kept: the topic of the same name and {@code .dead} behind it, as it came, with the reason in headers. At least once:
 * after a crash it may be there twice.
 */
@Component
class DeadTopics implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(DeadTopics.class);
    private static final String HEADER = "backstitch-";
    /** A little longer than the producer tries by itself. */
    private static final int PATIENCE_SECONDS = 15;

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final KafkaAdmin admin;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    DeadTopics(ProducerFactory<byte[], byte[]> producers, KafkaAdmin admin) {
        this.kafka = new KafkaTemplate<>(
                producers,
                Map.of(
                        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class));
        this.admin = admin;
    }

    /**
     * Returns when Kafka has it.
     *
     * @throws KafkaException when it has not, or it is not known
     */
    void bury(ConsumerRecord<byte[], byte[]> message, Poison poison) {
        String topic = message.topic() + TopicSettings.DEAD;
        createUnlessThere(topic);
        try {
            kafka.send(letter(topic, message, poison)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("Poison was not put aside in " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("The application ends", e);
        }
        log.error(
                "An event is not taken and waits in {} for a person, while others pass: {}-{}@{}: {}: {}",
                topic,
                message.topic(),
                message.partition(),
                message.offset(),
                poison.reason().tag(),
                poison.detail());
    }

    /** Kafka would create it too, and empty it after a week. */
    private void createUnlessThere(String topic) {
        if (seen.contains(topic)) {
            return;
        }
        try {
            admin.createOrModifyTopics(TopicBuilder.name(topic)
                    .config(TopicConfig.RETENTION_MS_CONFIG, "-1")
                    .build());
            seen.add(topic);
        } catch (RuntimeException e) {
            log.warn(
                    "Whether the topic {} is there is not known; it is sent to all the same: {}",
                    topic,
                    e.getMessage());
        }
    }

    private static ProducerRecord<byte[], byte[]> letter(
            String topic, ConsumerRecord<byte[], byte[]> message, Poison poison) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, message.key(), message.value());
        message.headers().forEach(letter.headers()::add);
        header(letter, "reason", poison.reason().tag());
        header(letter, "detail", poison.detail());
        header(letter, "topic", message.topic());
        header(letter, "partition", String.valueOf(message.partition()));
        header(letter, "offset", String.valueOf(message.offset()));
        return letter;
    }

    /** In the place of one that came with it: it may be sent again from here. */
    private static void header(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().remove(HEADER + name).add(HEADER + name, value.getBytes(UTF_8));
    }

    @Override
    public void destroy() {
        kafka.destroy();
    }
}
