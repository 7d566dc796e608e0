package io.backstitch.approval;

import io.backstitch.job.RecordStep;
import io.backstitch.job.RecordWorker;
import io.backstitch.job.StepInstance;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Keeps what people will see, before the engine shows them the task. The execution listener of the task: there is no task that was
 * not opened here.
 */
@RecordWorker(jobType = "approval.open", lane = "system", does = "Keeps what the approver will see", listener = true)
class OpenTask implements RecordStep<OpenTask.Request, OpenTask.Nothing> {

    /**
     * The variables that the task's form can show.
     *
     * @param seat as {@link FindApprovers} returned it
     */
    record Request(
            int level,
            FindApprovers.Asked seat,
            String form,
            @Nullable String note,
            @Nullable JsonNode subject,
            @Nullable JsonNode kind,
            @Nullable JsonNode requester,
            @Nullable JsonNode department,
            @Nullable JsonNode amount,
            @Nullable JsonNode currency,
            @Nullable JsonNode documents,
            @Nullable JsonNode proposal,
            @Nullable JsonNode deadline,
            @Nullable JsonNode otherwise) {

        Shown shown() {
            return new Shown()
                    .with("subject", subject)
                    .with("kind", kind)
                    .with("requester", requester)
                    .with("department", department)
                    .with("amount", amount)
                    .with("currency", currency)
                    .with("documents", documents)
                    .with("proposal", proposal)
                    .with(Shown.DEADLINE, deadline)
                    .with(Shown.OTHERWISE, otherwise);
        }
    }

    record Nothing() {}

    private final ApprovalTasks tasks;
    private final ShownSnapshots snapshots;
    private final ApprovalAudit audit;
    private final Clock clock;

    OpenTask(ApprovalTasks tasks, ShownSnapshots snapshots, ApprovalAudit audit, Clock clock) {
        this.tasks = tasks;
        this.snapshots = snapshots;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Nothing handle(Request request, StepInstance step) {
        if (tasks.find(step.elementInstanceKey()).isEmpty()) {
            open(request, step);
        }
        return new Nothing();
    }

    private void open(Request request, StepInstance step) {
        String note = request.note() == null ? "" : request.note();
        String seen = snapshots.keep(
                request.form(), request.shown().with("note", noteNode(note)).object());
        tasks.open(new ApprovalTasks.Task(
                step.elementInstanceKey(),
                step.processInstanceKey(),
                request.level(),
                request.seat().seat(),
                ApprovalTasks.State.OPEN,
                seen,
                note,
                clock.instant(),
                null,
                null,
                null));
        audit.append(
                AuditedApproval.OPENED,
                step.saga().value(),
                Map.of(
                        "approval", String.valueOf(step.processInstanceKey()),
                        "task", String.valueOf(step.elementInstanceKey()),
                        "seat", request.seat().seat(),
                        "level", request.level(),
                        "form", Map.of("id", request.form()),
                        "seen", seen));
    }

    private static @Nullable JsonNode noteNode(String note) {
        return note.isEmpty() ? null : StringNode.valueOf(note);
    }
}
