package io.backstitch.exporter;

import static io.backstitch.exporter.ExporterOnKafka.positions;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.ValueType;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The exporter on a real Kafka. {@link KafkaAwayTest} kills it. */
@NeedsStack(Part.KAFKA)
class KafkaExporterTest {

    private final RunningStack stack;
    private final ExporterOnKafka exporter;

    KafkaExporterTest(RunningStack stack) {
        this.stack = stack;
        this.exporter = new ExporterOnKafka(stack);
    }

    @AfterEach
    void close() {
        exporter.close();
    }

    @Test
    void sendsRecordsInTheirOrderWithWhatAConsumerNeeds() {
        exporter.open();

        exporter.export(TestRecords.incidents(1, 300));

        exporter.awaitPosition(900);
        try (TopicReader reader = exporter.read()) {
            assertThat(reader.positions(300)).isEqualTo(positions(1, 300));
            assertThat(reader.newest().key()).isEqualTo("1");
            assertThat(reader.newest().value())
                    .contains("\"elementId\":\"Task_ChargeCard\"", "\"errorType\":\"JOB_NO_RETRIES\"");
            assertThat(reader.header("valueType")).isEqualTo("INCIDENT");
            assertThat(reader.header("intent")).isEqualTo("CREATED");
            assertThat(reader.header("partition")).isEqualTo("1");
        }
    }

    /** As after a crash or on another leader: the engine comes again with what was not acknowledged. */
    @Test
    void goesOnBehindTheAcknowledgedPositionWhenItIsOpenedAgain() {
        exporter.open();
        exporter.export(TestRecords.incidents(1, 10));
        exporter.awaitPosition(30);

        exporter.openAgain();
        exporter.export(TestRecords.incidents(11, 20));

        exporter.awaitPosition(60);
        try (TopicReader reader = exporter.read()) {
            assertThat(reader.positions(20)).isEqualTo(positions(1, 20));
        }
    }

    @Test
    void signsWhatItSendsAndNamesTheOneBeforeAlsoWhenItIsOpenedAgain() {
        try (ExporterOnKafka signing = new ExporterOnKafka(stack, Map.of(Signer.VARIABLE, SignerTest.BASE64))) {
            signing.open();
            signing.export(TestRecords.incidents(1, 2));
            signing.awaitPosition(6);
            signing.openAgain();
            signing.export(TestRecords.incidents(3, 3));
            signing.awaitPosition(9);

            try (TopicReader reader = signing.read()) {
                assertThat(reader.positions(3)).isEqualTo(positions(1, 3));
                assertThat(reader.headers("previous")).containsExactly("-1", "3", "6");
                assertThat(reader.headers("signer")).containsOnly(SignerTest.ID);
                assertThat(reader.newest().partition()).isZero();
            }
        }
    }

    @Test
    void keepsTheOrderAroundARecordThatKafkaRefusesForAWhile() throws Exception {
        limitMessages("1000", OpType.SET);
        exporter.open();
        exporter.export(TestRecords.incidents(1, 2));
        exporter.export(TestRecords.incident(9, "x".repeat(2000)));
        exporter.export(TestRecords.incidents(4, 50));
        exporter.awaitPosition(6);

        limitMessages("", OpType.DELETE);

        exporter.awaitPosition(150);
        try (TopicReader reader = exporter.read()) {
            assertThat(reader.positions(50)).isEqualTo(positions(1, 50));
        }
    }

    @Test
    void wantsEventsOfTheChosenTypesOnly() {
        exporter.open(Map.of("valueTypes", "INCIDENT,JOB"));

        assertThat(exporter.context.getRecordFilter().acceptType(RecordType.EVENT))
                .isTrue();
        assertThat(exporter.context.getRecordFilter().acceptType(RecordType.COMMAND))
                .isFalse();
        assertThat(exporter.context.getRecordFilter().acceptValue(ValueType.JOB))
                .isTrue();
        assertThat(exporter.context.getRecordFilter().acceptValue(ValueType.VARIABLE))
                .isFalse();
    }

    private void limitMessages(String bytes, OpType change) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.url(Part.KAFKA)))) {
            if (!admin.listTopics().names().get().contains(exporter.topic)) {
                admin.createTopics(List.of(new NewTopic(exporter.topic, 1, (short) 1)))
                        .all()
                        .get();
            }
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, exporter.topic);
            AlterConfigOp limit = new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), change);
            admin.incrementalAlterConfigs(Map.of(resource, List.of(limit)))
                    .all()
                    .get();
        }
    }
}
