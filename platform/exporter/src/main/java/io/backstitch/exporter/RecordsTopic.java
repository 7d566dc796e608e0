package io.backstitch.exporter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;

/**
 * The topic takes every record, the largest model too, and keeps it as long as {@link ExporterSettings#retention} says, since its readers
 * can forget what they know of that time and begin anew. Kafka would delete what is a week old, so the topic is not left to be created by
 * whoever asks for it first. How many partitions and copies it has is Kafka's default.
 *
 * <p>A topic that is there already is left as it is: when it keeps less, or when we may not create one, a line in the log says what to do,
 * and the records are sent all the same.
 */
final class RecordsTopic {

    private static final int PATIENCE_MILLIS = 5_000;

    private final String name;
    private final Retention retention;
    private final Map<String, String> wanted;
    private final Map<String, Object> client;
    private final Logger log;
    private boolean ensured;

    RecordsTopic(ExporterSettings settings, String clientId, Logger log) {
        this.name = settings.topic();
        this.retention = settings.retention();
        this.wanted = Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                String.valueOf(retention.millis()),
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                String.valueOf(ProducerSettings.LARGEST_RECORD));
        this.log = log;
        this.client = new HashMap<>();
        settings.producer().forEach((key, value) -> {
            if (AdminClientConfig.configNames().contains(key)) {
                client.put(key, value);
            }
        });
        client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        client.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId + "-topic");
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        client.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    }

    /**
     * Creates the topic unless it is there.
     *
     * @throws KafkaException when Kafka does not answer: ask again
     */
    void ensure() {
        if (ensured) {
            return;
        }
        try (Admin admin = Admin.create(client)) {
            create(admin);
            ensured = true;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void create(Admin admin) throws InterruptedException {
        NewTopic topic = new NewTopic(name, Optional.empty(), Optional.empty()).configs(wanted);
        try {
            admin.createTopics(List.of(topic)).all().get();
            log.info("Created the topic {}, which keeps each record: {}", name, retention);
        } catch (ExecutionException e) {
            ApiException refusal = refusal(e);
            if (!(refusal instanceof TopicExistsException)) {
                log.warn("The topic {} cannot be created by the exporter: {}", name, refusal.getMessage());
            }
            look(admin);
        }
    }

    private void look(Admin admin) throws InterruptedException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try {
            Config config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
            wanted.forEach((setting, value) -> {
                ConfigEntry entry = config == null ? null : config.get(setting);
                if (entry != null && !isEnough(setting, value, entry.value())) {
                    log.warn(
                            "The topic {} has {}={}: not every record gets in, or stays for who begins anew. Set it to {} with"
                                    + " kafka-configs --alter --entity-type topics --entity-name {} --add-config {}={}",
                            name,
                            setting,
                            entry.value(),
                            value,
                            name,
                            setting,
                            value);
                }
            });
        } catch (ExecutionException e) {
            log.info(
                    "How long the topic {} keeps its records cannot be told: {}",
                    name,
                    refusal(e).getMessage());
        }
    }

    private boolean isEnough(String setting, String value, String has) {
        return switch (setting) {
            case TopicConfig.MAX_MESSAGE_BYTES_CONFIG -> Long.parseLong(has) >= Long.parseLong(value);
            case TopicConfig.RETENTION_MS_CONFIG -> retention.isKeptBy(has);
            default -> has.equals(value);
        };
    }

    /** What Kafka says for good; what may heal is thrown. */
    private static ApiException refusal(ExecutionException failure) {
        if (failure.getCause() instanceof ApiException refusal && !(refusal instanceof RetriableException)) {
            return refusal;
        }
        throw new KafkaException("Kafka does not say whether the records' topic is there", failure.getCause());
    }
}
