package io.backstitch.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.Patience;
import io.backstitch.stack.junit.RunningStack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic of one partition from its beginning. */
final class TopicReader implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofMillis(500);

    private final List<ConsumerRecord<String, String>> read = new ArrayList<>();
    private final KafkaConsumer<String, String> consumer;

    TopicReader(RunningStack stack, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.url(Part.KAFKA)),
                new StringDeserializer(),
                new StringDeserializer());
        TopicPartition only = new TopicPartition(topic, 0);
        consumer.assign(List.of(only));
        consumer.seekToBeginning(List.of(only));
    }

    /** The positions of at least so many records, and of those that come right behind them. */
    List<Long> positions(int atLeast) {
        Instant deadline = Instant.now().plus(Patience.OF_TESTS);
        boolean more = true;
        while (more && Instant.now().isBefore(deadline)) {
            int before = read.size();
            consumer.poll(SILENCE).forEach(read::add);
            more = read.size() < atLeast || read.size() > before;
        }
        return read.stream()
                .map(record -> Long.valueOf(header(record, "position")))
                .toList();
    }

    ConsumerRecord<String, String> newest() {
        return read.getLast();
    }

    String header(String name) {
        return header(newest(), name);
    }

    /** Of all that were read. */
    List<String> headers(String name) {
        return read.stream().map(record -> header(record, name)).toList();
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
