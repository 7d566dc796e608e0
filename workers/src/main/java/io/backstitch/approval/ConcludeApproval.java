package io.backstitch.approval;

import io.backstitch.auditlog.AuditKind;
import io.backstitch.job.RecordStep;
import io.backstitch.job.RecordWorker;
import io.backstitch.job.StepInstance;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Says what an approval came to. It counts the decisions on record: no variable can claim another outcome than expired or withdrawn, and
 * not even these once the decisions suffice.
 */
@RecordWorker(
        jobType = "approval.conclude",
        lane = "system",
        does = "Counts the decisions on record and says what they come to")
class ConcludeApproval implements RecordStep<ConcludeApproval.Request, ConcludeApproval.Answer> {

    private static final Logger log = LoggerFactory.getLogger(ConcludeApproval.class);

    private static final Set<String> CLOSINGS = Set.of(ApprovalProcess.EXPIRED, ApprovalProcess.WITHDRAWN);

    /** @param closing {@code expired} or {@code withdrawn}; null when the seats are done */
    record Request(@Nullable String closing) {}

    /**
     * What the caller gets.
     *
     * @param proposal as it was approved, with the approver's edits; as it was proposed otherwise
     * @param reason the words of the last who decided, or of who withdrew it
     */
    record Result(String outcome, JsonNode proposal, String reason) {}

    record Answer(Result result) {}

    private final Approvals approvals;
    private final ApprovalTasks tasks;
    private final LateDecisions late;
    private final ApprovalAudit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    ConcludeApproval(
            Approvals approvals,
            ApprovalTasks tasks,
            LateDecisions late,
            ApprovalAudit audit,
            JdbcClient jdbc,
            Clock clock) {
        this.approvals = approvals;
        this.tasks = tasks;
        this.late = late;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Answer handle(Request request, StepInstance step) {
        Approval approval = approvals.lock(step.processInstanceKey());
        String outcome = outcome(approval, request.closing());
        if (approvals.conclude(approval.id(), clock.instant())) {
            conclude(approval, outcome);
        }
        JsonNode proposal = outcome.equals(Approval.APPROVED)
                ? tasks.edited(approval.id()).orElse(approval.proposal())
                : approval.proposal();
        return new Answer(new Result(outcome, proposal, reason(approval, outcome)));
    }

    private static String outcome(Approval approval, @Nullable String closing) {
        String decided = approval.outcome();
        if (decided != null) {
            return decided;
        }
        if (closing != null && CLOSINGS.contains(closing)) {
            return closing;
        }
        throw new IllegalStateException("Approval %d is neither decided nor closed".formatted(approval.id()));
    }

    private void conclude(Approval approval, String outcome) {
        if (approval.outcome() == null) {
            approvals.decide(approval.id(), outcome);
        }
        late.over(approval);
        Approval.Tally tally = tasks.tally(approval.id(), approval.level());
        audit.append(
                AuditKind.APPROVAL_CONCLUDED,
                approval.run(),
                Map.of(
                        "approval", String.valueOf(approval.id()),
                        "outcome", outcome,
                        "level", approval.level(),
                        "approved", tally.approved(),
                        "rejected", tally.rejected(),
                        "returned", tally.returned(),
                        "needed", approval.needed()));
        log.info("Approval {} of {} is concluded: {}", approval.id(), approval.run(), outcome);
    }

    private String reason(Approval approval, String outcome) {
        return outcome.equals(ApprovalProcess.WITHDRAWN)
                ? jdbc.sql("SELECT reason FROM approval_withdrawal WHERE approval = ?")
                        .param(approval.id())
                        .query(String.class)
                        .optional()
                        .orElse("")
                : tasks.lastReason(approval.id()).orElse("");
    }
}
