package io.backstitch.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Asks Kafka how long it keeps the records. */
@NeedsStack(Part.KAFKA)
class RecordsTopicTest {

    private final String topic = "test." + UUID.randomUUID();
    private final String kafka;
    private final Admin admin;

    RecordsTopicTest(RunningStack stack) {
        kafka = stack.url(Part.KAFKA);
        admin = Admin.create(Map.of("bootstrap.servers", kafka));
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void theTopicThatTheExporterCreatesKeepsEverything() {
        ensure();

        assertThat(config().get("retention.ms").value()).isEqualTo("-1");
        assertThat(config().get("retention.ms").isDefault()).isFalse();
        assertThat(config().get("retention.bytes").value()).isEqualTo("-1");
        assertThat(config().get("cleanup.policy").value()).isEqualTo("delete");
        assertThat(config().get("max.message.bytes").value()).isEqualTo(String.valueOf(6 * 1024 * 1024));
    }

    @Test
    void aTopicThatIsThereIsLeftAsItIs() throws Exception {
        create(Map.of("retention.ms", "1000000"));

        ensure();

        assertThat(config().get("retention.ms").value()).isEqualTo("1000000");
    }

    @Test
    void theEmbeddedKafkaKeepsEverythingInATopicThatSomebodyElseCreated() throws Exception {
        create(Map.of());

        assertThat(config().get("retention.ms").value()).isEqualTo("-1");
        assertThat(config().get("cleanup.policy").value()).isEqualTo("delete");
    }

    /** As the exporter does, which asks again: a broker hears of a topic a moment after it was made. */
    private void ensure() {
        RecordsTopic records = recordsTopic();
        await("the topic " + topic)
                .ignoreExceptionsInstanceOf(KafkaException.class)
                .until(() -> {
                    records.ensure();
                    return true;
                });
    }

    private RecordsTopic recordsTopic() {
        return new RecordsTopic(
                ExporterSettings.of(Map.of("bootstrapServers", kafka, "topic", topic)),
                "test",
                LoggerFactory.getLogger(RecordsTopicTest.class));
    }

    private void create(Map<String, String> config) throws Exception {
        NewTopic created = new NewTopic(topic, Optional.empty(), Optional.empty()).configs(config);
        admin.createTopics(List.of(created)).all().get();
    }

    private Config config() {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return await("what " + topic + " is set to")
                .ignoreExceptionsMatching(failure -> failure.getCause() instanceof UnknownTopicOrPartitionException)
                .until(
                        () -> admin.describeConfigs(List.of(resource))
                                .all()
                                .get()
                                .get(resource),
                        Objects::nonNull);
    }
}
