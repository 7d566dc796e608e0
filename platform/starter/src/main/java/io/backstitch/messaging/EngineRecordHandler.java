package io.backstitch.messaging;

/** Is interested in the engine's events of one value type. */
public interface EngineRecordHandler {

    /** The type as the engine names it: {@code INCIDENT}. */
    String valueType();

    /**
     * Takes one record in, in a transaction of the database, with others that were read with it. Each comes at least once, those of one
     * engine partition in their order; when this throws, the same record comes again and none behind it. When the transaction fails at
     * another record, nothing of it is kept and this one comes again, too: calls to the outside may repeat.
     */
    void handle(EngineRecord record);

    /**
     * Hears of a record that can never be handled and is put aside, in the transaction that puts it: what waits for it must not wait for ever.
     * Only what the engine itself sets may be believed to be storable, such as keys.
     */
    default void cannotTake(EngineRecord record) {
        // Nobody waits for it.
    }
}
