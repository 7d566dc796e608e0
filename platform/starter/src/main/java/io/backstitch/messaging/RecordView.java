package io.backstitch.messaging;

import java.util.List;
import java.util.Set;

/**
 * Keeps tables that are nothing but what the engine's records say, for records of which there are many: all that were read at once come
 * together, so that few statements write them, and what begins and ends among them need not be written at all.
 */
public interface RecordView {

    /** The types as the engine names them: {@code JOB}. */
    Set<String> valueTypes();

    /**
     * Takes records in, in the order in which they were read, in one transaction of the database and behind all
     * {@link EngineRecordHandler}s. Each comes once, also in a rebuild: nobody must be told of it.
     */
    void take(List<EngineRecord> records);

    /** Deletes what was made of records that are read again, in the transaction that takes the first of them. */
    void forget(TopicBeginning beginning);
}
