package io.backstitch.exporter;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.apache.kafka.common.config.ConfigResource;
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
    void theTopicThatTheExporterCreatesKeepsEverything() throws Exception {
        recordsTopic().ensure();

        assertThat(config().get("retention.ms").value()).isEqualTo("-1");
        assertThat(config().get("retention.ms").isDefault()).isFalse();
        assertThat(config().get("retention.bytes").value()).isEqualTo("-1");
        assertThat(config().get("cleanup.policy").value()).isEqualTo("delete");
        assertThat(config().get("max.message.bytes").value()).isEqualTo(String.valueOf(6 * 1024 * 1024));
    }

    @Test
    void aTopicThatIsThereIsLeftAsItIs() throws Exception {
        create(Map.of("retention.ms", "1000000"));

        recordsTopic().ensure();

        assertThat(config().get("retention.ms").value()).isEqualTo("1000000");
    }

    @Test
    void theEmbeddedKafkaKeepsEverythingInATopicThatSomebodyElseCreated() throws Exception {
        create(Map.of());

        assertThat(config().get("retention.ms").value()).isEqualTo("-1");
        assertThat(config().get("cleanup.policy").value()).isEqualTo("delete");
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

    private Config config() throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return Objects.requireNonNull(
                admin.describeConfigs(List.of(resource)).all().get().get(resource));
    }
}
