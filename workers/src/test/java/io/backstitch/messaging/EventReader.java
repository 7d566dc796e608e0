package io.backstitch.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.Patience;
import io.backstitch.stack.junit.RunningStack;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the events of one subject from the beginning, as a consumer outside would. */
final class EventReader implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofMillis(500);

    private final List<ConsumerRecord<String, String>> read = new ArrayList<>();
    private final KafkaConsumer<String, String> consumer;
    private final String subject;

    EventReader(RunningStack stack, String topic, String subject) {
        this.subject = subject;
        consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.url(Part.KAFKA)),
                new StringDeserializer(),
                new StringDeserializer());
        TopicPartition only = new TopicPartition(topic, 0);
        consumer.assign(List.of(only));
        consumer.seekToBeginning(List.of(only));
    }

    /** At least so many, and those that come right behind them. */
    List<CloudEvent> read(int atLeast) {
        Instant deadline = Instant.now().plus(Patience.OF_TESTS);
        boolean more = true;
        while (more && Instant.now().isBefore(deadline)) {
            int before = read.size();
            for (ConsumerRecord<String, String> message : consumer.poll(SILENCE)) {
                if (message.key().equals(subject)) {
                    read.add(message);
                }
            }
            more = read.size() < atLeast || read.size() > before;
        }
        return read.stream()
                .map(message -> new JsonFormat().deserialize(message.value().getBytes(UTF_8)))
                .toList();
    }

    String contentType() {
        return new String(read.getLast().headers().lastHeader("content-type").value(), UTF_8);
    }

    static String data(CloudEvent event) {
        return new String(Objects.requireNonNull(event.getData()).toBytes(), UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
