package io.backstitch.approval;

import io.backstitch.job.RecordStep;
import io.backstitch.job.RecordWorker;
import io.backstitch.job.StepInstance;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says what an approval came to. It counts the decisions on record: no variable can claim another outcome than expired or withdrawn, and
 * not even these once the decisions suffice. Withdrawn it is only when the requester did that, at our door; somebody who tells the engine so ends it as
 * cancelled.
 */
@RecordWorker(
        jobType = "approval.conclude",
        lane = "system",
        does = "Counts the decisions on record and says what they come to")
class ConcludeApproval implements RecordStep<ConcludeApproval.Request, ConcludeApproval.Answer> {

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
    private final Withdrawals withdrawals;
    private final Conclusions conclusions;

    ConcludeApproval(Approvals approvals, ApprovalTasks tasks, Withdrawals withdrawals, Conclusions conclusions) {
        this.approvals = approvals;
        this.tasks = tasks;
        this.withdrawals = withdrawals;
        this.conclusions = conclusions;
    }

    @Override
    public Answer handle(Request request, StepInstance step) {
        Approval approval = approvals.lock(step.processInstanceKey());
        String outcome = outcome(approval, request.closing());
        conclusions.conclude(approval, outcome);
        JsonNode proposal = outcome.equals(Approval.APPROVED)
                ? tasks.edited(approval.id()).orElse(approval.proposal())
                : approval.proposal();
        return new Answer(new Result(outcome, proposal, reason(approval, outcome)));
    }

    private String outcome(Approval approval, @Nullable String closing) {
        String decided = approval.outcome();
        if (decided != null) {
            return decided;
        }
        if (ApprovalProcess.EXPIRED.equals(closing)) {
            return ApprovalProcess.EXPIRED;
        }
        if (ApprovalProcess.WITHDRAWN.equals(closing)) {
            return withdrawals.isThere(approval.id()) ? ApprovalProcess.WITHDRAWN : ApprovalProcess.CANCELLED;
        }
        throw new IllegalStateException("Approval %d is neither decided nor closed".formatted(approval.id()));
    }

    private String reason(Approval approval, String outcome) {
        return outcome.equals(ApprovalProcess.WITHDRAWN)
                ? withdrawals.reason(approval.id()).orElse("")
                : tasks.lastReason(approval.id()).orElse("");
    }
}
