package io.backstitch.approval;

import io.backstitch.auditlog.AuditKind;
import io.backstitch.job.RecordStep;
import io.backstitch.job.RecordWorker;
import io.backstitch.job.StepInstance;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Invites the next level besides those who are asked already: the members of its groups may take the open tasks, by its limits. The engine
 * is told by {@link EngineTeller}.
 */
@RecordWorker(jobType = "approval.invite-next-level", lane = "system", does = "Lets the next level decide, too")
class InviteNextLevel implements RecordStep<InviteNextLevel.Request, InviteNextLevel.Nothing> {

    /** @param nextRoute the row of the table for the next level; null when none fits */
    record Request(int level, FindApprovers.@Nullable Route nextRoute) {}

    record Nothing() {}

    private final Approvals approvals;
    private final ApprovalAudit audit;

    InviteNextLevel(Approvals approvals, ApprovalAudit audit) {
        this.approvals = approvals;
        this.audit = audit;
    }

    @Override
    public Nothing handle(Request request, StepInstance step) {
        Approval approval = approvals.lock(step.processInstanceKey());
        List<String> groups = groups(request.nextRoute());
        boolean news = approvals.invite(approval.id(), request.level(), groups);
        if (news) {
            audit.append(
                    AuditKind.APPROVAL_WIDENED,
                    approval.run(),
                    Map.of("approval", String.valueOf(approval.id()), "level", request.level(), "groups", groups));
        }
        return new Nothing();
    }

    private static List<String> groups(FindApprovers.@Nullable Route next) {
        return next == null
                ? List.of()
                : next.seats().stream()
                        .filter(group -> !group.equals(Seat.MANAGER))
                        .distinct()
                        .toList();
    }
}
