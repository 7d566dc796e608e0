package io.backstitch.exporter;

import static io.backstitch.exporter.ExporterOnKafka.positions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.zeebe.protocol.record.Record;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The exporter on a Kafka that is killed under it. */
@NeedsStack(value = Part.KAFKA, own = true)
class KafkaAwayTest {

    private final RunningStack stack;
    private final ExporterOnKafka exporter;

    KafkaAwayTest(RunningStack stack) {
        this.stack = stack;
        this.exporter = new ExporterOnKafka(stack);
    }

    @AfterEach
    void close() {
        exporter.close();
        stack.start(Part.KAFKA);
    }

    @Test
    void losesAndOvertakesNothingWhenKafkaIsKilledInTheMiddle() {
        exporter.open();
        exporter.export(TestRecords.incidents(1, 100));
        exporter.awaitPosition(300);

        exporter.export(TestRecords.incidents(101, 150));
        stack.kill(Part.KAFKA);
        exporter.export(TestRecords.incidents(151, 400));
        assertThat(exporter.position()).isLessThan(453);
        stack.start(Part.KAFKA);
        exporter.export(TestRecords.incidents(401, 450));

        exporter.awaitPosition(1350);
        try (TopicReader reader = exporter.read()) {
            // What Kafka had when it died, without having said so, may come again: each at least once, and its first
            // time in order.
            assertThat(reader.positions(450).stream().distinct()).containsExactlyElementsOf(positions(1, 450));
        }
    }

    /** Two exporters, as of two partitions: one has room for what comes meanwhile, the other has not. */
    @Test
    void startsWithoutKafkaNeverWaitsForItAndHoldsTheEngineBackWhenItsMemoryIsFull() {
        stack.kill(Part.KAFKA);
        long begin = System.nanoTime();
        exporter.open();
        exporter.export(TestRecords.incidents(1, 200));
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("less than a client of Kafka waits once")
                .isLessThan(Duration.ofSeconds(30));
        assertThat(exporter.position()).isNegative();
        List<Record<?>> records = TestRecords.incidents(1, 4);
        try (ExporterOnKafka full = new ExporterOnKafka(stack)) {
            full.open(Map.of("bufferBytes", 3 * records.get(3).toJson().length()));
            full.export(records.subList(0, 3));
            assertThatThrownBy(() -> full.export(records.get(3))).isInstanceOf(KafkaIsAway.class);

            stack.start(Part.KAFKA);

            exporter.awaitPosition(600);
            assertSent(exporter, 200);
            await().ignoreExceptionsInstanceOf(KafkaIsAway.class).until(() -> {
                full.export(records.get(3));
                return true;
            });
            full.awaitPosition(12);
            assertSent(full, 4);
        }
    }

    private static void assertSent(ExporterOnKafka exporter, int records) {
        try (TopicReader reader = exporter.read()) {
            assertThat(reader.positions(records)).isEqualTo(positions(1, records));
        }
    }
}
