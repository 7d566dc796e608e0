package io.backstitch.messaging;

import java.sql.Timestamp;
import java.time.Instant;

/**
 * Where the records of one partition of the engine begin that their topic still has: Kafka deletes old ones. What was made of records from
 * before cannot be made anew, and is kept. What was made in the very millisecond may be of either kind: it is kept, too, and its record
 * changes nothing when it comes again.
 *
 * @param partition the engine's
 * @param at the engine's time of the first record
 */
public record TopicBeginning(int partition, Instant at) {

    /** {@link #at} for a statement. */
    public Timestamp time() {
        return Timestamp.from(at);
    }
}
