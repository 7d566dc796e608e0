package io.backstitch.records;

import io.backstitch.auditlog.Audited;
import io.backstitch.auditlog.Commands;
import io.backstitch.messaging.EngineRecords;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Has what was made of the engine's records made anew, on record in the audit. */
@Component
class RecordsRebuild {

    private final EngineRecords records;
    private final Commands audit;

    RecordsRebuild(EngineRecords records, Commands audit) {
        this.records = records;
        this.audit = audit;
    }

    /** Begins; it goes on by itself. Again while it goes on: it begins once more. */
    @Transactional
    public void begin(String who, String reason) {
        records.rebuild();
        audit.record(Audited.RECORDS_REBUILT, null, who, Map.of("reason", reason));
    }
}
