package io.backstitch.approval;

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Closes an approval, once, with what it came to: nothing of it waits for anybody after that. To be called with the approval locked. */
@Component
class Conclusions {

    private static final Logger log = LoggerFactory.getLogger(Conclusions.class);

    private final Approvals approvals;
    private final ApprovalTasks tasks;
    private final Withdrawals withdrawals;
    private final LateDecisions late;
    private final ApprovalAudit audit;
    private final Clock clock;

    Conclusions(
            Approvals approvals,
            ApprovalTasks tasks,
            Withdrawals withdrawals,
            LateDecisions late,
            ApprovalAudit audit,
            Clock clock) {
        this.approvals = approvals;
        this.tasks = tasks;
        this.withdrawals = withdrawals;
        this.late = late;
        this.audit = audit;
        this.clock = clock;
    }

    void conclude(Approval approval, String outcome) {
        if (!approvals.conclude(approval.id(), clock.instant())) {
            return;
        }
        if (approval.outcome() == null) {
            approvals.decide(approval.id(), outcome);
        }
        late.over(approval);
        boolean tooLate = !outcome.equals(ApprovalProcess.WITHDRAWN) && withdrawals.isThere(approval.id());
        withdrawals.told(approval.id());
        audit.append(AuditedApproval.CONCLUDED, approval.run(), body(approval, outcome, tooLate));
        log.info("Approval {} of {} is concluded: {}", approval.id(), approval.run(), outcome);
    }

    private Map<String, Object> body(Approval approval, String outcome, boolean tooLate) {
        Approval.Tally tally = tasks.tally(approval.id(), approval.level());
        Map<String, Object> body = new TreeMap<>(Map.of(
                "approval", String.valueOf(approval.id()),
                "outcome", outcome,
                "level", approval.level(),
                "approved", tally.approved(),
                "rejected", tally.rejected(),
                "returned", tally.returned(),
                "needed", approval.needed()));
        if (tooLate) {
            body.put("withdrawal", "too-late");
        }
        return body;
    }
}
