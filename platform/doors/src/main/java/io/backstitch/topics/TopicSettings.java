package io.backstitch.topics;

import io.backstitch.messaging.TopicsInUse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where others send us events; where Kafka is, and how it is talked to, is {@code spring.kafka.*}.
 *
 * @param topics none: the door is shut
 */
@ConfigurationProperties("backstitch.kafka.triggers")
record TopicSettings(@DefaultValue List<String> topics) implements TopicsInUse {

    /** Behind the name of a topic: where its poison goes. */
    static final String DEAD = ".dead";

    TopicSettings {
        topics = List.copyOf(topics);
        topics.stream()
                .filter(topic -> topic.isBlank() || topic.endsWith(DEAD))
                .findFirst()
                .ifPresent(topic -> {
                    throw new IllegalArgumentException(
                            "topics has \"%s\": it needs a name, and one ending in %s is for what could not be taken"
                                    .formatted(topic, DEAD));
                });
    }

    @Override
    public Set<String> inUse() {
        return topics.stream().flatMap(topic -> Stream.of(topic, topic + DEAD)).collect(Collectors.toUnmodifiableSet());
    }
}
