package io.backstitch.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Records of the engine that can never be handled. Each is put aside for people, byte for byte, and those behind it go on.
 *
 * <p>Metric {@code backstitch.records.aside}: records that were put aside; each is an ERROR in the log, too.
 */
@Component
class RecordsAside {

    private static final Logger log = LoggerFactory.getLogger(RecordsAside.class);

    private final JdbcClient jdbc;
    private final MeterRegistry metrics;
    private final Clock clock;

    RecordsAside(JdbcClient jdbc, MeterRegistry metrics, Clock clock) {
        this.jdbc = jdbc;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Puts it aside, in the caller's transaction; twice is the same as once.
     *
     * @param record as it was read; null when it is none
     * @param why for people
     */
    void put(ConsumerRecord<String, String> message, @Nullable EngineRecord record, String why) {
        int put = jdbc.sql("""
                        INSERT INTO engine_record_aside (topic, topic_partition, topic_offset, value_type, intent, record_key, instance,
                            why, content, aside_at)
                        VALUES (:topic, :partition, :offset, :type, :intent, :key, :instance, :why, :content, :at)
                        ON CONFLICT DO NOTHING
                        """)
                .param("topic", message.topic())
                .param("partition", message.partition())
                .param("offset", message.offset())
                .param("type", record == null ? null : record.valueType(), Types.VARCHAR)
                .param("intent", record == null ? null : record.intent(), Types.VARCHAR)
                .param("key", record == null ? null : record.key(), Types.BIGINT)
                .param("instance", record == null ? null : instance(record), Types.BIGINT)
                .param("why", why)
                .param(
                        "content",
                        message.value() == null ? new byte[0] : message.value().getBytes(UTF_8))
                .param("at", Timestamp.from(clock.instant()))
                .update();
        if (put == 1) {
            metrics.counter("backstitch.records.aside").increment();
            log.error(
                    "A record of the engine can never be handled and is put aside: {}-{}@{}{}: {}",
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    record == null
                            ? ""
                            : ", %s %s of key %d".formatted(record.valueType(), record.intent(), record.key()),
                    why);
        }
    }

    private static @Nullable Long instance(EngineRecord record) {
        long key = record.value().path("processInstanceKey").asLong(0);
        return key == 0 ? null : key;
    }
}
