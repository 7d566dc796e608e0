package io.backstitch.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.core.KafkaAdmin;
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

    private final KafkaAdmin admin;
    private final RecordPositions positions;
    private final KafkaPresence presence;
    private final KafkaSettings settings;
    private final String group;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private @Nullable Admin kafka;
    private @Nullable String asked;

    RecordsRead(
            KafkaAdmin admin,
            RecordPositions positions,
            KafkaPresence presence,
            KafkaSettings settings,
            @Value("${spring.kafka.consumer.group-id}") String group) {
        this.admin = admin;
        this.positions = positions;
        this.presence = presence;
        this.settings = settings;
        this.group = group;
    }

    /** What Kafka has of one partition of the topic; it deletes old records. */
    private record Extent(long begin, long end) {

        boolean isRead(@Nullable OffsetAndMetadata reached) {
            return begin == end || (reached != null && reached.offset() >= end);
        }

        long all() {
            return end - begin;
        }

        long read(@Nullable OffsetAndMetadata reached) {
            return reached == null ? 0 : Math.max(reached.offset() - begin, 0);
        }
    }

    /** What Kafka had at a moment. */
    private record Mark(Instant at, Map<TopicPartition, Extent> extents) {

        boolean isReached(Map<TopicPartition, OffsetAndMetadata> read) {
            return extents.entrySet().stream()
                    .allMatch(extent -> extent.getValue().isRead(read.get(extent.getKey())));
        }
    }

    /**
     * The newest moment up to which all is read; it comes closer the more often this is called. Empty when that is not known: Kafka is
     * away, there is no topic, this has been called for the first time, or what is made of records is being made anew.
     *
     * @param now the caller's time, in which the answer is, too
     */
    public synchronized Optional<Instant> upTo(Instant now) {
        if (!presence.isThere()) {
            marks.clear();
            return Optional.empty();
        }
        try {
            return ask(now);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            log.debug("Kafka does not say how far the engine's records were read", e);
            marks.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /**
     * How far the topic was read.
     *
     * @param read how many records of it, whichever instance has read them
     * @param all how many there are
     */
    record Progress(long read, long all) {}

    /** Empty when Kafka does not say. */
    synchronized Optional<Progress> progress() {
        if (!presence.isThere()) {
            return Optional.empty();
        }
        try {
            String reads = EngineRecords.group(group, positions.generation());
            Map<TopicPartition, Extent> extents = extents(partitions());
            Map<TopicPartition, OffsetAndMetadata> read =
                    now(kafka().listConsumerGroupOffsets(reads).partitionsToOffsetAndMetadata());
            return Optional.of(new Progress(
                    extents.entrySet().stream()
                            .mapToLong(extent -> extent.getValue().read(read.get(extent.getKey())))
                            .sum(),
                    extents.values().stream().mapToLong(Extent::all).sum()));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            log.debug("Kafka does not say how far the engine's records were read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private Optional<Instant> ask(Instant now) throws ExecutionException, InterruptedException, TimeoutException {
        String reads = EngineRecords.group(group, positions.generation());
        if (!reads.equals(asked)) {
            marks.clear();
            asked = reads;
        }
        Set<TopicPartition> all = partitions();
        Map<TopicPartition, OffsetAndMetadata> read =
                now(kafka().listConsumerGroupOffsets(reads).partitionsToOffsetAndMetadata());
        Optional<Instant> reached = marks.stream()
                .filter(mark -> mark.isReached(read))
                .reduce((older, newer) -> newer)
                .map(Mark::at);
        reached.ifPresent(at -> marks.removeIf(mark -> mark.at().isBefore(at)));
        if (marks.size() < MARKS) {
            marks.addLast(new Mark(now, extents(all)));
        }
        return reached;
    }

    private Set<TopicPartition> partitions() throws ExecutionException, InterruptedException, TimeoutException {
        String topic = settings.engineRecordsTopic();
        return now(kafka().describeTopics(List.of(topic)).allTopicNames()).values().stream()
                .flatMap(description -> description.partitions().stream())
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toSet());
    }

    private Map<TopicPartition, Extent> extents(Set<TopicPartition> partitions)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, Long> begins = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        return partitions.stream()
                .collect(Collectors.toMap(
                        partition -> partition,
                        partition -> new Extent(
                                Objects.requireNonNull(begins.get(partition)),
                                Objects.requireNonNull(ends.get(partition)))));
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        return now(kafka().listOffsets(asked).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private static <T> T now(KafkaFuture<T> answer) throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Admin kafka() {
        Admin known = kafka;
        if (known == null) {
            known = Admin.create(admin.getConfigurationProperties());
            kafka = known;
        }
        return known;
    }

    @Override
    public synchronized void destroy() {
        if (kafka != null) {
            kafka.close(Duration.ZERO);
        }
    }
}
