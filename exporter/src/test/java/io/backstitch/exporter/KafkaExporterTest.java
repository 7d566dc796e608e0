package io.backstitch.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.zeebe.exporter.test.ExporterTestConfiguration;
import io.camunda.zeebe.exporter.test.ExporterTestContext;
import io.camunda.zeebe.exporter.test.ExporterTestController;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.ValueType;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The exporter on a real Kafka, which is killed under it. */
@NeedsStack(Part.KAFKA)
class KafkaExporterTest {

    private final String topic = "test." + UUID.randomUUID();
    private final ExporterTestController controller = new ExporterTestController();
    private final ExporterTestContext context = new ExporterTestContext();
    private final RunningStack stack;
    private KafkaExporter exporter = new KafkaExporter();

    KafkaExporterTest(RunningStack stack) {
        this.stack = stack;
    }

    @AfterEach
    void close() {
        exporter.close();
        stack.start(Part.KAFKA);
    }

    @Test
    void sendsRecordsInTheirOrderWithWhatAConsumerNeeds() {
        open(Map.of());

        export(TestRecords.incidents(1, 300));

        awaitPosition(900);
        try (TopicReader reader = new TopicReader(stack, topic)) {
            assertThat(reader.positions(300)).isEqualTo(positions(1, 300));
            assertThat(reader.newest().key()).isEqualTo("1");
            assertThat(reader.newest().value())
                    .contains("\"elementId\":\"Task_ChargeCard\"", "\"errorType\":\"JOB_NO_RETRIES\"");
            assertThat(reader.header("valueType")).isEqualTo("INCIDENT");
            assertThat(reader.header("intent")).isEqualTo("CREATED");
            assertThat(reader.header("partition")).isEqualTo("1");
        }
    }

    @Test
    void losesAndOvertakesNothingWhenKafkaIsKilledInTheMiddle() {
        open(Map.of());
        export(TestRecords.incidents(1, 100));
        awaitPosition(300);

        export(TestRecords.incidents(101, 150));
        stack.kill(Part.KAFKA);
        export(TestRecords.incidents(151, 400));
        assertThat(controller.getPosition()).isLessThan(453);
        stack.start(Part.KAFKA);
        export(TestRecords.incidents(401, 450));

        awaitPosition(1350);
        try (TopicReader reader = new TopicReader(stack, topic)) {
            // What Kafka had when it died, without having said so, may come again: each at least once, and its first
            // time in order.
            assertThat(reader.positions(450).stream().distinct()).containsExactlyElementsOf(positions(1, 450));
        }
    }

    @Test
    void startsWithoutKafkaAndNeverWaitsForIt() {
        stack.kill(Part.KAFKA);
        long begin = System.nanoTime();
        open(Map.of());
        export(TestRecords.incidents(1, 200));
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("less than a client of Kafka waits once")
                .isLessThan(Duration.ofSeconds(30));
        assertThat(controller.getPosition()).isNegative();

        stack.start(Part.KAFKA);

        awaitPosition(600);
        try (TopicReader reader = new TopicReader(stack, topic)) {
            assertThat(reader.positions(200)).isEqualTo(positions(1, 200));
        }
    }

    @Test
    void holdsTheEngineBackWhenItsMemoryIsFullAndTakesTheSameRecordLater() {
        stack.kill(Part.KAFKA);
        List<Record<?>> records = TestRecords.incidents(1, 4);
        open(Map.of("bufferBytes", 3 * records.get(3).toJson().length()));
        export(records.subList(0, 3));
        assertThatThrownBy(() -> exporter.export(records.get(3))).isInstanceOf(KafkaIsAway.class);

        stack.start(Part.KAFKA);

        await().ignoreExceptionsInstanceOf(KafkaIsAway.class).until(() -> {
            exporter.export(records.get(3));
            return true;
        });
        awaitPosition(12);
        try (TopicReader reader = new TopicReader(stack, topic)) {
            assertThat(reader.positions(4)).isEqualTo(positions(1, 4));
        }
    }

    /** As after a crash or on another leader: the engine comes again with what was not acknowledged. */
    @Test
    void goesOnBehindTheAcknowledgedPositionWhenItIsOpenedAgain() {
        open(Map.of());
        export(TestRecords.incidents(1, 10));
        awaitPosition(30);
        exporter.close();

        exporter = new KafkaExporter();
        open(Map.of());
        export(TestRecords.incidents(11, 20));

        awaitPosition(60);
        try (TopicReader reader = new TopicReader(stack, topic)) {
            assertThat(reader.positions(20)).isEqualTo(positions(1, 20));
        }
    }

    @Test
    void keepsTheOrderAroundARecordThatKafkaRefusesForAWhile() throws Exception {
        limitMessages("1000", OpType.SET);
        open(Map.of());
        export(TestRecords.incidents(1, 2));
        exporter.export(TestRecords.incident(9, "x".repeat(2000)));
        export(TestRecords.incidents(4, 50));
        awaitPosition(6);

        limitMessages("", OpType.DELETE);

        awaitPosition(150);
        try (TopicReader reader = new TopicReader(stack, topic)) {
            assertThat(reader.positions(50)).isEqualTo(positions(1, 50));
        }
    }

    @Test
    void wantsEventsOfTheChosenTypesOnly() {
        open(Map.of("valueTypes", "INCIDENT,JOB"));

        assertThat(context.getRecordFilter().acceptType(RecordType.EVENT)).isTrue();
        assertThat(context.getRecordFilter().acceptType(RecordType.COMMAND)).isFalse();
        assertThat(context.getRecordFilter().acceptValue(ValueType.JOB)).isTrue();
        assertThat(context.getRecordFilter().acceptValue(ValueType.VARIABLE)).isFalse();
    }

    private void open(Map<String, Object> more) {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("bootstrapServers", stack.url(Part.KAFKA));
        arguments.put("topic", topic);
        context.setConfiguration(new ExporterTestConfiguration<>("kafka", arguments, ignored -> ""));
        exporter.configure(context);
        exporter.open(controller);
    }

    private void export(List<Record<?>> records) {
        records.forEach(exporter::export);
    }

    private void awaitPosition(long position) {
        await().until(controller::getPosition, it -> it == position);
    }

    private static List<Long> positions(long from, long to) {
        return TestRecords.incidents(from, to).stream().map(Record::getPosition).toList();
    }

    private void limitMessages(String bytes, OpType change) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.url(Part.KAFKA)))) {
            if (!admin.listTopics().names().get().contains(topic)) {
                admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                        .all()
                        .get();
            }
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            AlterConfigOp limit = new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), change);
            admin.incrementalAlterConfigs(Map.of(resource, List.of(limit)))
                    .all()
                    .get();
        }
    }
}
