package io.backstitch.topics;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where others send us events; where Kafka is, and how it is talked to, is {@code spring.kafka.*}.
 *
 * @param topics none: the door is shut
 */
@ConfigurationProperties("backstitch.kafka.triggers")
record TopicSettings(@DefaultValue List<String> topics) {

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
}
