package io.backstitch.messaging;

/**
 * Keeps something that is nothing but what the engine's records say, so that it can be made anew from those that their topic still has. For
 * handlers of records; one that is not this kind never sees a record again.
 */
public interface RebuildableRecords {

    /** Deletes what was made of records that are read again, in the transaction that takes the first of them. */
    void forget(TopicBeginning beginning);

    /**
     * Takes a record in that had been handled before the rebuild, in a transaction of the database. What it says is kept as the first
     * time, but nobody is told, and nothing is done outside our database.
     */
    void restore(EngineRecord record);
}
