package io.backstitch.intervention;

import io.backstitch.messaging.EngineRecord;
import io.backstitch.messaging.EngineRecordHandler;
import java.util.Optional;
import java.util.function.Function;

/** Puts the changes on record that one type of the engine's records tells of. */
record ChangeRecords(String valueType, Function<EngineRecord, Optional<Change>> read, ForeignChanges changes)
        implements EngineRecordHandler {

    @Override
    public void handle(EngineRecord record) {
        read.apply(record).ifPresent(change -> changes.seen(change, record));
    }
}
