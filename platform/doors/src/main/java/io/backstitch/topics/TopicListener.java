package io.backstitch.topics;

import io.backstitch.intake.Accepted;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Conditional;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The door of the topics: the events of a partition in their order. When an event is handled, it is stored or put aside, and only then is
 * its offset committed. Started by {@link io.backstitch.messaging.KafkaPresence}.
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
    private final TransactionTemplate transaction;
    private final MeterRegistry metrics;

    TopicListener(
            TopicSettings settings,
            TopicDoor door,
            DeadTopics dead,
            TransactionTemplate transaction,
            MeterRegistry metrics) {
        this.settings = settings;
        this.door = door;
        this.dead = dead;
        this.transaction = transaction;
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
            batch = "true",
            // Under load a quarter of a second's worth in one transaction.
            properties = {"fetch.min.bytes=65536", "fetch.max.wait.ms=250"},
            autoStartup = "false")
    void take(List<ConsumerRecord<byte[], byte[]>> polled) {
        List<Runnable> stored = polled.size() == 1 ? List.of() : takeTogether(polled);
        for (int i = 0; i < polled.size(); i++) {
            ConsumerRecord<byte[], byte[]> message = polled.get(i);
            try {
                (stored.isEmpty() ? take(message) : stored.get(i)).run();
            } catch (RuntimeException e) {
                count(message.topic(), "failed");
                throw new BatchListenerFailedException("An event is not taken", e, i);
            }
        }
    }

    /**
     * Takes in one transaction what a poll has brought: a storm costs a fraction of what it would one by one.
     *
     * @return for each what is still to be done; empty when nothing was stored: one by one it will be seen whose fault that is
     */
    private List<Runnable> takeTogether(List<ConsumerRecord<byte[], byte[]>> polled) {
        try {
            return transaction.execute(status -> polled.stream().map(this::take).toList());
        } catch (RuntimeException e) {
            log.debug("{} events are not taken together, and now one by one", polled.size(), e);
            return List.of();
        }
    }

    /** Takes it, and returns what is still to be done when that is on disk. */
    private Runnable take(ConsumerRecord<byte[], byte[]> message) {
        try {
            Accepted accepted = door.take(message);
            return () -> count(message.topic(), outcome(message, accepted));
        } catch (Poison e) {
            return () -> {
                dead.bury(message, e);
                count(message.topic(), e.reason().tag());
            };
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
            case Accepted.Archived ignored -> "duplicate";
            case Accepted.Conflict ignored -> "conflict";
        };
    }

    private void count(String topic, String outcome) {
        metrics.counter("backstitch.topics", "topic", topic, "outcome", outcome).increment();
    }
}
