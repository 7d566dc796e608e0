package io.backstitch.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** How long Kafka keeps what stands in the topics that we use, as it says itself at this moment. */
@Component
public class TopicRetentions {

    private static final Logger log = LoggerFactory.getLogger(TopicRetentions.class);
    private static final int PATIENCE_MILLIS = 5000;

    private final List<TopicsInUse> users;
    private final KafkaAdmin admin;
    private final KafkaPresence presence;

    TopicRetentions(List<TopicsInUse> users, KafkaAdmin admin, KafkaPresence presence) {
        this.users = users;
        this.admin = admin;
        this.presence = presence;
    }

    /**
     * A topic that is there.
     *
     * @param retention sentence; how long a message stays
     */
    public record Kept(String topic, String retention) {}

    /** Each topic that is there, in the order of the names; when Kafka does not say, those that may be there. */
    public List<Kept> all() {
        Map<String, ConfigResource> asked = new TreeMap<>();
        users.stream()
                .flatMap(user -> user.inUse().stream())
                .forEach(topic -> asked.put(topic, new ConfigResource(ConfigResource.Type.TOPIC, topic)));
        if (!presence.isThere()) {
            return asked.keySet().stream()
                    .map(topic -> new Kept(topic, "not known: Kafka does not answer"))
                    .toList();
        }
        try (Admin kafka = Admin.create(admin.getConfigurationProperties())) {
            Map<ConfigResource, KafkaFuture<Config>> answers = kafka.describeConfigs(
                            asked.values(), new DescribeConfigsOptions().timeoutMs(PATIENCE_MILLIS))
                    .values();
            return asked.entrySet().stream()
                    .flatMap(topic -> answer(Objects.requireNonNull(answers.get(topic.getValue())))
                            .map(retention -> new Kept(topic.getKey(), retention))
                            .stream())
                    .toList();
        }
    }

    /** Empty when there is no such topic. */
    private static Optional<String> answer(KafkaFuture<Config> config) {
        try {
            return Optional.of(sentence(config.get()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            log.warn("Kafka does not say how long it keeps a topic", e);
            return Optional.of("not known: Kafka does not say (it needs the right DescribeConfigs)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while Kafka was asked", e);
        }
    }

    private static String sentence(Config config) {
        if (!value(config, TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_DELETE)) {
            return "no end: the newest message of each key stays (cleanup.policy)";
        }
        long millis = Long.parseLong(value(config, TopicConfig.RETENTION_MS_CONFIG));
        return millis < 0
                ? "no end (retention.ms is %d)".formatted(millis)
                : "%s after it was written, and until its segment is closed (retention.ms)"
                        .formatted(inWords(Duration.ofMillis(millis)));
    }

    private static String value(Config config, String name) {
        return config.get(name).value();
    }

    private static String inWords(Duration duration) {
        return duration.toDays() > 0 && duration.equals(Duration.ofDays(duration.toDays()))
                ? "%d days".formatted(duration.toDays())
                : duration.toString();
    }
}
