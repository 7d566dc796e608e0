package io.backstitch.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.Patience;
import io.backstitch.stack.junit.RunningStack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One who sends us events through a topic of its own, by code that knows nothing of CloudEvents, and reads what came back dead. */
final class Sender implements AutoCloseable {

    private final Map<String, Object> server;
    private final KafkaProducer<String, String> producer;
    private final String topic;
    private final String source;

    Sender(RunningStack stack, String topic, String source) {
        this.server = Map.of("bootstrap.servers", stack.url(Part.KAFKA));
        this.topic = topic;
        this.source = source;
        this.producer = new KafkaProducer<>(server, new StringSerializer(), new StringSerializer());
        ask(admin -> admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                .all()
                .get());
    }

    private interface Question {
        void ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    private void ask(Question question) {
        try (Admin admin = Admin.create(server)) {
            question.ask(admin);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void structured(String id, String type, String data) {
        send(
                """
                {"specversion": "1.0", "id": "%s", "source": "%s", "type": "%s", "data": %s}""".formatted(id, source, type, data),
                Map.of("content-type", "application/cloudevents+json; charset=UTF-8"));
    }

    void binary(String id, String type, String data) {
        send(
                data,
                Map.of(
                        "content-type",
                        "application/json",
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id,
                        "ce_source",
                        source,
                        "ce_type",
                        type));
    }

    void send(String value, Map<String, String> headers) {
        ProducerRecord<String, String> message = new ProducerRecord<>(topic, "key", value);
        headers.forEach((name, text) -> message.headers().add(name, text.getBytes(UTF_8)));
        try {
            producer.send(message).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As if a group had died before it committed what it had read. */
    void forgetCommits(String group) {
        ask(admin -> admin.alterConsumerGroupOffsets(
                        group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0)))
                .all()
                .get());
    }

    /** What is committed; 0 when nothing is. */
    long committed(String group) {
        long[] offset = {0};
        ask(admin -> {
            OffsetAndMetadata of = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(topic, 0));
            offset[0] = of == null ? 0 : of.offset();
        });
        return offset[0];
    }

    /** The first so many of the dead-letter topic. */
    List<ConsumerRecord<String, String>> dead(int count) {
        TopicPartition only = new TopicPartition(topic + ".dead", 0);
        List<ConsumerRecord<String, String>> dead = new ArrayList<>();
        Instant deadline = Instant.now().plus(Patience.OF_TESTS);
        try (var consumer =
                new KafkaConsumer<>(new HashMap<>(server), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            while (dead.size() < count && Instant.now().isBefore(deadline)) {
                consumer.poll(Duration.ofMillis(500)).forEach(dead::add);
            }
        }
        return dead;
    }

    static String header(ConsumerRecord<String, String> message, String name) {
        return new String(message.headers().lastHeader(name).value(), UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
