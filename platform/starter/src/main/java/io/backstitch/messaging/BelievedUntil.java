package io.backstitch.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Remembers up to where in the records' topic somebody is believed who is believed no more: what is not signed, and what a retired key has
 * signed. That is where the topic ended at the first start that knew so, a second after Kafka is there; it is on record from then on, and no later start
 * moves it. An installation that has never read a record has none from before, and believes nothing that is not signed.
 */
@Component
class BelievedUntil {

    private static final Logger log = LoggerFactory.getLogger(BelievedUntil.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final JdbcClient jdbc;
    private final KafkaAdmin admin;
    private final Clock clock;
    private final String topic;
    private final List<String> signers;
    /** By signer, and by partition of the topic; null until it is known of all. */
    private volatile @Nullable Map<String, Map<Integer, Long>> known;

    BelievedUntil(JdbcClient jdbc, KafkaAdmin admin, Clock clock, KafkaSettings kafka, RecordsSettings settings) {
        this.jdbc = jdbc;
        this.admin = admin;
        this.clock = clock;
        this.topic = kafka.engineRecordsTopic();
        this.signers = signers(settings);
    }

    /** Of whom there is something to remember: nobody as long as all are believed. */
    private static List<String> signers(RecordsSettings settings) {
        List<String> signers = new ArrayList<>();
        if (!settings.keys().isEmpty()) {
            signers.add(RecordKey.NOBODY);
            settings.retiredKeys().forEach(key -> signers.add(new RecordKey(key).id()));
        }
        return signers;
    }

    /**
     * Whether the message was there before its signer was believed no more.
     *
     * @throws KafkaException when that is not known yet, since Kafka does not say where the topic ends: ask again
     */
    boolean isBelieved(String signer, ConsumerRecord<String, String> message) {
        Map<Integer, Long> ends = known().getOrDefault(signer, Map.of());
        return message.offset() < ends.getOrDefault(message.partition(), 0L);
    }

    /** Soon after the start, and not when the first message comes: that may be the forged one. */
    @Scheduled(fixedDelay = 1000)
    void remember() {
        if (known == null) {
            try {
                known();
            } catch (KafkaException | DataAccessException e) {
                log.debug("Where the records' topic ends is not known yet", e);
            }
        }
    }

    private Map<String, Map<Integer, Long>> known() {
        Map<String, Map<Integer, Long>> now = known;
        return now == null ? learn() : now;
    }

    private synchronized Map<String, Map<Integer, Long>> learn() {
        Map<String, Map<Integer, Long>> now = new HashMap<>();
        for (String signer : signers) {
            if (load(signer).isEmpty()) {
                store(signer, signer.equals(RecordKey.NOBODY) && isNew() ? Map.of(0, 0L) : ends());
            }
            now.put(signer, load(signer));
        }
        known = now;
        return now;
    }

    private Map<Integer, Long> load(String signer) {
        Map<Integer, Long> ends = new HashMap<>();
        jdbc.sql("SELECT topic_partition, until_offset FROM engine_records_until WHERE topic = ? AND signer = ?")
                .params(topic, signer)
                .query(row -> {
                    ends.put(row.getInt("topic_partition"), row.getLong("until_offset"));
                });
        return ends;
    }

    private boolean isNew() {
        return jdbc.sql("SELECT count(*) FROM engine_partition WHERE topic = ?")
                        .param(topic)
                        .query(Long.class)
                        .single()
                == 0;
    }

    /** Who comes first is right, and stays so. */
    private void store(String signer, Map<Integer, Long> ends) {
        ends.forEach((partition, end) -> jdbc.sql("""
                        INSERT INTO engine_records_until (topic, signer, topic_partition, until_offset, since) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """)
                .params(topic, signer, partition, end, Timestamp.from(clock.instant()))
                .update());
        log.warn(
                "Of topic {}, what {} is believed up to the offsets {} and no further",
                topic,
                signer.equals(RecordKey.NOBODY) ? "is not signed" : "the retired key " + signer + " has signed",
                ends);
    }

    /** Where each partition of the topic ends now; one that is not there ends where it begins. */
    private Map<Integer, Long> ends() {
        try (Admin kafka = Admin.create(admin.getConfigurationProperties())) {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            kafka.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .values()
                    .forEach(description -> description
                            .partitions()
                            .forEach(partition ->
                                    latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
            Map<Integer, Long> ends = new HashMap<>();
            kafka.listOffsets(latest)
                    .all()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
            return ends;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Map.of(0, 0L);
            }
            throw new KafkaException("Kafka does not say where the topic " + topic + " ends", e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("Kafka does not say where the topic " + topic + " ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted", e);
        }
    }
}
