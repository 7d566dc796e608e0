package io.backstitch.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Knows up to which moment all that the engine has told Kafka is in our tables, whichever instance reads it: what Kafka had when it was
 * asked one time has been read when it is asked another. Who concludes something from a record that is not there must ask here first.
 */
@Component
public class RecordsRead implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(RecordsRead.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MARKS = 100;

    private final ConsumerFactory<?, ?> consumers;
    private final RecordPositions positions;
    private final KafkaPresence presence;
    private final KafkaSettings settings;
    private final String group;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private @Nullable Asker asker;

    RecordsRead(
            ConsumerFactory<?, ?> consumers,
            RecordPositions positions,
            KafkaPresence presence,
            KafkaSettings settings,
            @Value("${spring.kafka.consumer.group-id}") String group) {
        this.consumers = consumers;
        this.positions = positions;
        this.presence = presence;
        this.settings = settings;
        this.group = group;
    }

    /** Where each partition of the topic ended at a moment. */
    private record Mark(Instant at, Map<TopicPartition, Long> ends) {

        boolean isReached(Map<TopicPartition, OffsetAndMetadata> read) {
            return ends.entrySet().stream().allMatch(end -> {
                OffsetAndMetadata reached = read.get(end.getKey());
                return end.getValue() == 0 || (reached != null && reached.offset() >= end.getValue());
            });
        }
    }

    /** Asks Kafka, and reads nothing. */
    private record Asker(String group, Consumer<?, ?> consumer) {}

    /**
     * The newest moment up to which all is read; it comes closer the more often this is called. Empty when that is not known: Kafka is
     * away, there are no records, this has been called for the first time, or what is made of records is being made anew.
     *
     * @param now the caller's time, in which the answer is, too
     */
    public synchronized Optional<Instant> upTo(Instant now) {
        if (!presence.isThere()
                || positions.all().stream().anyMatch(partition -> partition.position() < partition.told())) {
            marks.clear();
            return Optional.empty();
        }
        try {
            return ask(now);
        } catch (KafkaException e) {
            log.debug("Kafka does not say how far the engine's records were read", e);
            forgetAsker();
            return Optional.empty();
        }
    }

    private Optional<Instant> ask(Instant now) {
        Consumer<?, ?> kafka = asker();
        List<PartitionInfo> partitions = kafka.partitionsFor(settings.engineRecordsTopic(), PATIENCE);
        if (partitions == null || partitions.isEmpty()) {
            return Optional.empty();
        }
        Set<TopicPartition> all = new HashSet<>();
        partitions.forEach(partition -> all.add(new TopicPartition(partition.topic(), partition.partition())));
        Map<TopicPartition, OffsetAndMetadata> read = kafka.committed(all, PATIENCE);
        Optional<Instant> reached = marks.stream()
                .filter(mark -> mark.isReached(read))
                .reduce((older, newer) -> newer)
                .map(Mark::at);
        reached.ifPresent(at -> marks.removeIf(mark -> mark.at().isBefore(at)));
        if (marks.size() < MARKS) {
            marks.addLast(new Mark(now, kafka.endOffsets(all, PATIENCE)));
        }
        return reached;
    }

    private Consumer<?, ?> asker() {
        String reads = EngineRecords.group(group, positions.generation());
        Asker known = asker;
        if (known == null || !known.group().equals(reads)) {
            forgetAsker();
            known = new Asker(reads, consumers.createConsumer(reads, "asks"));
            asker = known;
        }
        return known.consumer();
    }

    private void forgetAsker() {
        marks.clear();
        if (asker != null) {
            asker.consumer().close();
            asker = null;
        }
    }

    @Override
    public synchronized void destroy() {
        forgetAsker();
    }
}
