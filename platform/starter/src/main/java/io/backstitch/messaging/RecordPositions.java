package io.backstitch.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
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

    /**
     * What is to be done with records.
     *
     * @param places of each
     * @param beginnings of the partitions of which the first record is read again
     */
    record Taken(List<Place> places, List<TopicBeginning> beginnings) {}

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

        static Known moved(@Nullable Known before, int generation, EngineRecord record, Place place) {
            return new Known(
                    generation,
                    record.position(),
                    before == null || place == Place.NEW ? record.position() : before.told(),
                    before != null && before.toldAt().isAfter(record.timestamp())
                            ? before.toldAt()
                            : record.timestamp());
        }

        boolean beginsAnew(int reader) {
            return position == BEFORE_ALL || reader > generation;
        }

        /** An engine's own repeat is as old as the first time. */
        boolean isOfAnotherEngine(EngineRecord record) {
            return record.position() <= told && record.timestamp().isAfter(toldAt);
        }
    }

    /**
     * Moves the positions to these records, unless they were there before.
     *
     * @param generation for which the caller reads
     */
    Taken take(int generation, List<EngineRecord> records) {
        Map<Integer, Known> known = known(records);
        Set<Integer> moved = new TreeSet<>();
        List<Place> places = new ArrayList<>();
        List<TopicBeginning> beginnings = new ArrayList<>();
        for (EngineRecord record : records) {
            Known before = known.get(record.partition());
            Place place = before == null ? Place.NEW : place(before, generation, record);
            if (place == Place.RESTORED && before != null && before.beginsAnew(generation)) {
                beginnings.add(new TopicBeginning(record.partition(), record.timestamp()));
            }
            if (place != Place.PASSED) {
                known.put(record.partition(), Known.moved(before, generation, record, place));
                moved.add(record.partition());
            }
            places.add(place);
        }
        moved.forEach(partition -> store(partition, Objects.requireNonNull(known.get(partition))));
        return new Taken(places, beginnings);
    }

    /** Locked, always in the same order. */
    private Map<Integer, Known> known(List<EngineRecord> records) {
        Map<Integer, Known> known = new HashMap<>();
        records.stream()
                .map(EngineRecord::partition)
                .distinct()
                .sorted()
                .forEach(partition -> jdbc.sql(
                                "SELECT * FROM engine_partition WHERE topic = ? AND partition = ? FOR UPDATE")
                        .params(topic, partition)
                        .query(Known::read)
                        .optional()
                        .ifPresent(it -> known.put(partition, it)));
        return known;
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
        long position = known.beginsAnew(generation) ? BEFORE_ALL : known.position();
        if (generation < known.generation() || record.position() <= position) {
            return Place.PASSED;
        }
        return record.position() > known.told() ? Place.NEW : Place.RESTORED;
    }

    private void store(int partition, Known known) {
        jdbc.sql("""
                        INSERT INTO engine_partition (topic, partition, generation, position, told, told_at)
                        VALUES (:topic, :partition, :generation, :position, :told, :at)
                        ON CONFLICT (topic, partition) DO UPDATE SET generation = excluded.generation,
                            position = excluded.position, told = excluded.told, told_at = excluded.told_at
                        """)
                .param("topic", topic)
                .param("partition", partition)
                .param("generation", known.generation())
                .param("position", known.position())
                .param("told", known.told())
                .param("at", Timestamp.from(known.toldAt()))
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
