package io.backstitch.approval;

import io.backstitch.audit.Pseudonym;
import io.backstitch.auditlog.AuditKind;
import io.backstitch.auditlog.AuditLog;
import io.backstitch.auditlog.People;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Appends to the audit what happens to approvals, in the transaction in which it happens. */
@Component
class ApprovalAudit {

    private final AuditLog log;
    private final People people;

    ApprovalAudit(AuditLog log, People people) {
        this.log = log;
        this.people = people;
    }

    /** What an entry holds in place of the name. */
    Pseudonym pseudonym(String userName) {
        return people.pseudonym(userName);
    }

    void append(AuditKind kind, @Nullable String run, Map<String, ? extends @Nullable Object> body) {
        log.append(kind, run, body);
    }
}
