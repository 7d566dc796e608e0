package io.backstitch.auditlog;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts on record who reads the audit, before they do: what cannot be recorded is not read. */
@Component
class Reads {

    private final Commands audit;

    Reads(Commands audit) {
        this.audit = audit;
    }

    /** @param what was asked for. The entry is not one of the run's own: reading about a run is no part of its story */
    @Transactional
    void record(String who, Map<String, ? extends @Nullable Object> what) {
        audit.record(AuditKind.AUDIT_READ, null, who, Map.of("what", what));
    }
}
