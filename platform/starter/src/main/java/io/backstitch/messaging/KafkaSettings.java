package io.backstitch.messaging;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The names that we have in Kafka; where Kafka is, and how it is talked to, is {@code spring.kafka.*}.
 *
 * @param engineRecordsTopic where the engine's exporter sends its records
 * @param eventsTopic where our events go
 * @param eventSource the attribute {@code source} of our events: a URI reference that names this installation
 */
@ConfigurationProperties("backstitch.kafka")
record KafkaSettings(
        @DefaultValue("backstitch.engine-records") String engineRecordsTopic,
        @DefaultValue("backstitch.events") String eventsTopic,
        @DefaultValue("/backstitch") String eventSource)
        implements TopicsInUse {

    @Override
    public Set<String> inUse() {
        return Set.of(engineRecordsTopic, eventsTopic);
    }
}
