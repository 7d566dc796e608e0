package io.backstitch.messaging;

/** Is interested in the engine's events of one value type. */
public interface EngineRecordHandler {

    /** The type as the engine names it: {@code INCIDENT}. */
    String valueType();

    /**
     * Takes one record in, in a transaction of the database. Each comes at least once, those of one engine partition in their order;
     * when this throws, the same record comes again and none behind it.
     */
    void handle(EngineRecord record);
}
