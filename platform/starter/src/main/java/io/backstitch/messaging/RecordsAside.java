package io.backstitch.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Records of the engine that can never be handled. Each is put aside for people, byte for byte, and those behind it go on. Of what no
 * signature proves to be the engine's so much is kept, shortened, and no more: the topic has it all, and may have a flood of it.
 *
 * <p>Metric {@code backstitch.records.aside}: records that were put aside; each is an ERROR in the log, too.
 */
@Component
class RecordsAside {

    private static final Logger log = LoggerFactory.getLogger(RecordsAside.class);

    private static final int MOST_UNPROVEN = 1000;
    private static final int LONGEST_UNPROVEN = 16 * 1024;

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
     * @param proven whether the engine has signed it
     */
    void put(ConsumerRecord<String, String> message, @Nullable EngineRecord record, String why, boolean proven) {
        if (keep(message, record, why, proven)) {
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

    /** Keeps what is not the engine's, as long as there is room. */
    void keepRefused(ConsumerRecord<String, String> message, String why) {
        keep(message, null, why, false);
    }

    /** Whether there is one more now. */
    private boolean keep(
            ConsumerRecord<String, String> message, @Nullable EngineRecord record, String why, boolean proven) {
        byte[] content = message.value() == null ? new byte[0] : message.value().getBytes(UTF_8);
        return jdbc.sql("""
                        INSERT INTO engine_record_aside (topic, topic_partition, topic_offset, value_type, intent, record_key, instance,
                            why, content, aside_at, proven)
                        SELECT :topic, :partition, :offset, :type, :intent, :key, :instance, :why, :content, CAST(:at AS timestamptz),
                            :proven
                        WHERE :proven OR (SELECT count(*) FROM engine_record_aside WHERE topic = :topic AND NOT proven) < :most
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
                                proven ? content : Arrays.copyOf(content, Math.min(content.length, LONGEST_UNPROVEN)))
                        .param("at", Timestamp.from(clock.instant()))
                        .param("proven", proven)
                        .param("most", MOST_UNPROVEN)
                        .update()
                == 1;
    }

    private static @Nullable Long instance(EngineRecord record) {
        long key = record.value().path("processInstanceKey").asLong(0);
        return key == 0 ? null : key;
    }
}
