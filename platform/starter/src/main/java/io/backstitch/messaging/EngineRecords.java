package io.backstitch.messaging;

import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was read of the engine's records, and how to read them anew. A rebuild gives the readers a new generation: each instance of the
 * application sees that within a second and reads on in a consumer group of that generation, which Kafka begins at the oldest record that
 * it still has. With the first record of each of the engine's partitions goes what handlers of the kind {@link RebuildableRecords} and
 * views made of it and of those behind it; what they made of older ones stays. Who still reads for the generation before is passed over.
 */
@Component
public class EngineRecords {

    static final String READER = "engine-records";

    private static final Logger log = LoggerFactory.getLogger(EngineRecords.class);
    private static final Pattern GROUP = Pattern.compile("(?<base>.+?)(-rebuild-(?<generation>\\d+))?");

    private final RecordPositions positions;
    private final KafkaListenerEndpointRegistry listeners;

    EngineRecords(RecordPositions positions, KafkaListenerEndpointRegistry listeners) {
        this.positions = positions;
        this.listeners = listeners;
    }

    /**
     * How far one partition of the engine was read.
     *
     * @param position of the last record that was handled; less than {@code told} while a rebuild goes on
     * @param told of the newest record that ever was
     * @param toldAt the engine's time of that one
     */
    public record Partition(int partition, long position, long told, Instant toldAt) {}

    /** All partitions of which a record was handled. */
    public List<Partition> partitions() {
        return positions.all();
    }

    /** Has all records read again that the topic has; takes effect with the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void rebuild() {
        positions.beginAnew();
    }

    /** Follows a rebuild that this instance or another was told to begin. {@link KafkaPresence} starts the reader again. */
    @Scheduled(fixedDelay = 1000)
    void follow() {
        MessageListenerContainer reader = listeners.getListenerContainer(READER);
        if (reader == null) {
            return;
        }
        try {
            String group = group(reader.getGroupId(), positions.generation());
            if (!group.equals(reader.getGroupId())) {
                log.info("Reads the engine's records from the beginning, as {}", group);
                reader.getContainerProperties().setGroupId(group);
                reader.stop();
            }
        } catch (DataAccessException e) {
            log.debug("Whether the engine's records are to be read anew is seen when the database is back", e);
        }
    }

    static int generation(@Nullable String group) {
        Matcher name = GROUP.matcher(group == null ? "" : group);
        String generation = name.matches() ? name.group("generation") : null;
        return generation == null ? 0 : Integer.parseInt(generation);
    }

    /** The group that reads for the generation; of one that does already, the same. */
    static String group(@Nullable String now, int generation) {
        Matcher name = GROUP.matcher(now == null ? "" : now);
        String base = name.matches() ? name.group("base") : "";
        return generation == 0 ? base : base + "-rebuild-" + generation;
    }
}
