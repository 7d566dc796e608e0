package io.backstitch.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a real Kafka cannot be made to do at a chosen moment. */
class OrderedSenderTest {

    private static final ExporterSettings SETTINGS = ExporterSettings.of(Map.of("bootstrapServers", "kafka:9092"));

    private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
    private final List<Long> positions = new CopyOnWriteArrayList<>();
    private final Outgoing outgoing = new Outgoing(1_000_000);
    private final AtomicInteger failingStarts = new AtomicInteger();
    private OrderedSender sender = start();

    @AfterEach
    void close() {
        sender.close();
    }

    @Test
    void movesThePositionWhenKafkaHasAcknowledged() {
        offer(1, 2);
        awaitSent(0, 1, 2);
        assertThat(positions).isEmpty();

        producers.get(0).completeNext();
        producers.get(0).completeNext();

        assertThat(positions).endsWith(2L);
        assertThat(outgoing.size()).isZero();
    }

    @Test
    void beginsAgainWithTheOldestWhenKafkaRefusesOne() {
        offer(1, 3);
        awaitSent(0, 1, 2, 3);
        producers.get(0).completeNext();

        producers.get(0).errorNext(new RecordTooLargeException("too large"));

        assertThat(producers.get(0).closed()).isTrue();
        awaitSent(1, 2, 3);
        producers.get(1).completeNext();
        producers.get(1).completeNext();
        assertThat(positions).endsWith(3L);
        assertThat(outgoing.size()).isZero();
    }

    @Test
    void triesTheSameOneAgainWhenItNeverLeft() {
        await().until(() -> producers.size() == 1);
        producers.get(0).sendException = new KafkaException("fenced");
        offer(1, 2);

        awaitSent(1, 1, 2);
        producers.get(1).completeNext();
        assertThat(producers.get(0).history()).isEmpty();
    }

    @Test
    void survivesAKafkaThatCannotBeReachedAtTheStart() {
        sender.close();
        producers.clear();
        failingStarts.set(2);
        sender = start();
        offer(1, 1);

        awaitSent(0, 1);
        producers.get(0).completeNext();
        assertThat(positions).containsExactly(1L);
    }

    @Test
    void tellsNothingAfterItIsClosed() {
        offer(1, 1);
        awaitSent(0, 1);

        sender.close();
        producers.get(0).completeNext();

        assertThat(positions).isEmpty();
    }

    private OrderedSender start() {
        return new OrderedSender(
                "test",
                this::newProducer,
                Envelope.NONE,
                outgoing,
                positions::add,
                LoggerFactory.getLogger(OrderedSender.class));
    }

    private Producer<byte[], byte[]> newProducer() {
        if (failingStarts.getAndDecrement() > 0) {
            throw new TimeoutException("nobody there");
        }
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        producers.add(producer);
        return producer;
    }

    private void offer(long from, long to) {
        for (long position = from; position <= to; position++) {
            assertThat(outgoing.offer(Message.of(TestRecords.incident(position, "no"), position - 1, SETTINGS)))
                    .isTrue();
        }
    }

    private void awaitSent(int producer, Integer... positions) {
        await().untilAsserted(() -> assertThat(producers)
                .hasSizeGreaterThan(producer)
                .element(producer)
                .extracting(OrderedSenderTest::sent)
                .isEqualTo(List.of(positions)));
    }

    private static List<Integer> sent(MockProducer<byte[], byte[]> producer) {
        return producer.history().stream()
                .map(record -> Integer.valueOf(
                        new String(record.headers().lastHeader("position").value(), UTF_8)))
                .toList();
    }
}
