package io.backstitch.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Duration;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    void theTopicThatTheExporterCreatesKeepsEachRecordNinetyDays() {
        ensure("P90D");

        assertThat(config().get("retention.ms").value())
                .isEqualTo(String.valueOf(Duration.ofDays(90).toMillis()));
        assertThat(config().get("retention.bytes").value()).isEqualTo("-1");
        assertThat(config().get("cleanup.policy").value()).isEqualTo("delete");
        assertThat(config().get("max.message.bytes").value()).isEqualTo(String.valueOf(6 * 1024 * 1024));
    }

    @Test
    void orForEver() {
        ensure("forever");

        assertThat(config().get("retention.ms").value()).isEqualTo("-1");
        assertThat(config().get("retention.ms").isDefault()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "never", "90", "P6D", "-P90D", "PT0S"})
    void anotherRetentionStopsTheBroker(String text) {
        assertThatThrownBy(() -> Retention.of(text)).hasMessageContaining("such as P90D, or forever");
    }

    @ParameterizedTest
    @CsvSource({
        "P90D, -1, true",
        "P90D, 7776000000, true",
        "P90D, 604800000, false",
        "forever, 7776000000, false",
        "forever, -1, true"
    })
    void aTopicMayKeepMore(String wanted, String has, boolean enough) {
        assertThat(Retention.of(wanted).isKeptBy(has)).isEqualTo(enough);
    }

    @Test
    void aTopicThatIsThereIsLeftAsItIs() throws Exception {
        create(Map.of("retention.ms", "1000000"));

        ensure("P90D");

        assertThat(config().get("retention.ms").value()).isEqualTo("1000000");
    }

    @Test
    void theEmbeddedKafkaKeepsEverythingInATopicThatSomebodyElseCreated() throws Exception {
        create(Map.of());

        assertThat(config().get("retention.ms").value()).isEqualTo("-1");
        assertThat(config().get("cleanup.policy").value()).isEqualTo("delete");
    }

    /** As the exporter does, which asks again: a broker hears of a topic a moment after it was made. */
    private void ensure(String retention) {
        RecordsTopic records = recordsTopic(retention);
        await("the topic " + topic)
                .ignoreExceptionsInstanceOf(KafkaException.class)
                .until(() -> {
                    records.ensure();
                    return true;
                });
    }

    private RecordsTopic recordsTopic(String retention) {
        return new RecordsTopic(
                ExporterSettings.of(Map.of("bootstrapServers", kafka, "topic", topic, "retention", retention)),
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
