package io.backstitch.messaging;

/**
 * Keeps something that is nothing but what the engine's records say, so that it can be made anew from the beginning of their topic. For
 * handlers of records; one that is not this kind never sees a record again.
 */
public interface RebuildableRecords {

    /** Deletes all that was made of records, in the transaction in which reading begins anew. */
    void forget();

    /**
     * Takes a record in that had been handled before the rebuild, in a transaction of the database. What it says is kept as the first
     * time, but nobody is told, and nothing is done outside our database.
     */
    void restore(EngineRecord record);
}
