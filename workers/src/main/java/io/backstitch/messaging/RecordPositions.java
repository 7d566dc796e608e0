package io.backstitch.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Knows how far the engine's records were read, partition by partition, and so which of them come again. The position moves in the
 * transaction that handles the record: each is handled once, whoever sends it twice, and whoever dies in between.
 */
@Component
class RecordPositions {

    private static final Logger log = LoggerFactory.getLogger(RecordPositions.class);
    private static final long BEFORE_ALL = -1;

    private final JdbcClient jdbc;
    private final String topic;

    RecordPositions(JdbcClient jdbc, KafkaSettings settings) {
        this.jdbc = jdbc;
        this.topic = settings.engineRecordsTopic();
    }

    /** What is to be done with a record: a closed set. */
    enum Place {
        /** It is handled for the first time. */
        NEW,
        /** It was handled before; what is made of records is being made anew. */
        RESTORED,
        /** It was handled already, or somebody reads who should have begun anew. */
        PASSED
    }

    private record Known(int generation, long position, long told, Instant toldAt) {

        static Known read(ResultSet row, int number) throws SQLException {
            return new Known(
                    row.getInt("generation"),
                    row.getLong("position"),
                    row.getLong("told"),
                    row.getTimestamp("told_at").toInstant());
        }

        /** An engine's own repeat is as old as the first time. */
        boolean isOfAnotherEngine(EngineRecord record) {
            return record.position() <= told && record.timestamp().isAfter(toldAt);
        }
    }

    /**
     * Moves the position to this record unless it was there before.
     *
     * @param generation for which the caller reads
     */
    Place take(int generation, EngineRecord record) {
        Optional<Known> known = jdbc.sql("SELECT * FROM engine_partition WHERE topic = ? AND partition = ? FOR UPDATE")
                .params(topic, record.partition())
                .query(Known::read)
                .optional();
        Place place = known.map(it -> place(it, generation, record)).orElse(Place.NEW);
        if (place != Place.PASSED) {
            move(generation, record, place);
        }
        return place;
    }

    private Place place(Known known, int generation, EngineRecord record) {
        if (known.isOfAnotherEngine(record)) {
            log.warn(
                    "The engine's partition {} has begun anew, at position {} behind {}. A new engine needs a new topic: of this one,"
                            + " what the records say cannot be rebuilt",
                    record.partition(),
                    record.position(),
                    known.told());
            return Place.NEW;
        }
        long position = generation > known.generation() ? BEFORE_ALL : known.position();
        if (generation < known.generation() || record.position() <= position) {
            return Place.PASSED;
        }
        return record.position() > known.told() ? Place.NEW : Place.RESTORED;
    }

    private void move(int generation, EngineRecord record, Place place) {
        jdbc.sql("""
                        INSERT INTO engine_partition AS known (topic, partition, generation, position, told, told_at)
                        VALUES (:topic, :partition, :generation, :position, :position, :at)
                        ON CONFLICT (topic, partition) DO UPDATE SET
                            generation = excluded.generation,
                            position = excluded.position,
                            told = CASE WHEN :news THEN excluded.told ELSE known.told END,
                            told_at = greatest(known.told_at, excluded.told_at)
                        """)
                .param("topic", topic)
                .param("partition", record.partition())
                .param("generation", generation)
                .param("position", record.position())
                .param("at", Timestamp.from(record.timestamp()))
                .param("news", place == Place.NEW)
                .update();
    }

    /** How often everything was to be made anew. */
    int generation() {
        return jdbc.sql("SELECT generation FROM engine_records WHERE topic = ?")
                .param(topic)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** From now on, in this transaction, whoever reads for an older generation has nothing to say. Waits for what is being handled. */
    void beginAnew() {
        int generation = jdbc.sql("""
                        INSERT INTO engine_records AS known (topic, generation) VALUES (?, 1)
                        ON CONFLICT (topic) DO UPDATE SET generation = known.generation + 1
                        RETURNING generation
                        """).param(topic).query(Integer.class).single();
        jdbc.sql("UPDATE engine_partition SET generation = ?, position = ? WHERE topic = ?")
                .params(generation, BEFORE_ALL, topic)
                .update();
    }

    List<EngineRecords.Partition> all() {
        return jdbc.sql("SELECT * FROM engine_partition WHERE topic = ? ORDER BY partition")
                .param(topic)
                .query((row, number) -> {
                    Known known = Known.read(row, number);
                    return new EngineRecords.Partition(
                            row.getInt("partition"), known.position(), known.told(), known.toldAt());
                })
                .list();
    }
}
