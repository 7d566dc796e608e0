package io.backstitch.approval;

import io.backstitch.job.NotYet;
import io.backstitch.job.RecordStep;
import io.backstitch.job.RecordWorker;
import io.backstitch.job.StepInstance;
import java.util.List;
import java.util.Map;

/**
 * Invites the next level besides those who are asked already: the members of its groups may take the open tasks, by its limits. The engine
 * is told by {@link EngineTeller}.
 */
@RecordWorker(jobType = "approval.invite-next-level", lane = "system", does = "Lets the next level decide, too")
class InviteNextLevel implements RecordStep<InviteNextLevel.Request, InviteNextLevel.Nothing> {

    /** It reads no variable: what is approved, and who is asked so far, is on our own record. */
    record Request() {}

    record Nothing() {}

    private final Approvals approvals;
    private final ApprovalTables tables;
    private final ApprovalAudit audit;

    InviteNextLevel(Approvals approvals, ApprovalTables tables, ApprovalAudit audit) {
        this.approvals = approvals;
        this.tables = tables;
        this.audit = audit;
    }

    @Override
    public Nothing handle(Request request, StepInstance step) throws Exception {
        return prepare(request, step).run();
    }

    @Override
    public InTransaction<Nothing> prepare(Request request, StepInstance step) throws NotYet {
        Approval approval = approvals.find(step.processInstanceKey()).orElseThrow();
        ApprovalTables.Route next =
                tables.route(approval.kind(), approval.amount(), approval.department(), approval.level() + 1);
        return () -> invite(approval, groups(next));
    }

    private Nothing invite(Approval before, List<String> groups) {
        Approval approval = approvals.lock(before.id());
        boolean news = approval.level() == before.level() && approvals.invite(approval.id(), approval.level(), groups);
        if (news) {
            audit.append(
                    AuditedApproval.WIDENED,
                    approval.run(),
                    Map.of("approval", String.valueOf(approval.id()), "level", approval.level(), "groups", groups));
        }
        return new Nothing();
    }

    private static List<String> groups(ApprovalTables.Route next) {
        return next.asked().stream()
                .filter(group -> !group.equals(Seat.MANAGER))
                .distinct()
                .toList();
    }
}
