package io.backstitch.topics;

import io.backstitch.intake.Accepted;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Conditional;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * The door of the topics, one event of a partition after the other. When an event is handled, it is stored or put aside, and only then
 * is its offset committed. Started by {@link io.backstitch.messaging.KafkaPresence}.
 *
 * <p>Metric {@code backstitch.topics}: events, by {@code topic} and {@code outcome} (accepted, duplicate, malformed, unknown-type,
 * conflict, bug; failed: it is tried again).
 */
@Component
@Conditional(TopicsConfigured.class)
class TopicListener {

    private static final Logger log = LoggerFactory.getLogger(TopicListener.class);

    private final TopicSettings settings;
    private final TopicDoor door;
    private final DeadTopics dead;
    private final MeterRegistry metrics;

    TopicListener(TopicSettings settings, TopicDoor door, DeadTopics dead, MeterRegistry metrics) {
        this.settings = settings;
        this.door = door;
        this.dead = dead;
        this.metrics = metrics;
    }

    /** For the annotation, which asks for it by name. */
    public List<String> topics() {
        return settings.topics();
    }

    @KafkaListener(
            id = "triggers",
            idIsGroup = false,
            groupId = "${spring.kafka.consumer.group-id}-triggers",
            topics = "#{__listener.topics()}",
            containerFactory = TopicConfiguration.LISTENERS,
            autoStartup = "false")
    void take(ConsumerRecord<byte[], byte[]> message) {
        String outcome = "failed";
        try {
            outcome = outcome(message, door.take(message));
        } catch (Poison e) {
            dead.bury(message, e);
            outcome = e.reason().tag();
        } finally {
            count(message.topic(), outcome);
        }
    }

    /** What has failed again and again for a reason that nobody has thought of, and must not block others for ever. */
    void giveUp(ConsumerRecord<byte[], byte[]> message, Exception failure) {
        log.error("An event has failed, and nobody has thought of why", failure);
        dead.bury(message, new Poison(Poison.Reason.BUG, "It has failed; the log tells why"));
        count(message.topic(), Poison.Reason.BUG.tag());
    }

    private static String outcome(ConsumerRecord<byte[], byte[]> message, Accepted accepted) {
        return switch (accepted) {
            case Accepted.New fresh -> {
                log.info("An event of {} is of the run {}", message.topic(), fresh.runId());
                yield "accepted";
            }
            case Accepted.Known ignored -> "duplicate";
            case Accepted.Conflict ignored -> "conflict";
        };
    }

    private void count(String topic, String outcome) {
        metrics.counter("backstitch.topics", "topic", topic, "outcome", outcome).increment();
    }
}
