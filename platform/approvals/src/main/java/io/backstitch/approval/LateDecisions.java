package io.backstitch.approval;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * ProvenDecisions that people gave, but that no step will seal: the task was completed in the moment in which the approval ended or went to
 * the next level. They do not count, and that is on record. To be called in a transaction.
 */
@Component
class LateDecisions {

    private final Approvals approvals;
    private final ApprovalTasks tasks;
    private final UserTasks userTasks;
    private final ProvenDecisions decisions;
    private final DecisionEntries entries;

    LateDecisions(
            Approvals approvals,
            ApprovalTasks tasks,
            UserTasks userTasks,
            ProvenDecisions decisions,
            DecisionEntries entries) {
        this.approvals = approvals;
        this.tasks = tasks;
        this.userTasks = userTasks;
        this.decisions = decisions;
        this.entries = entries;
    }

    /** A task was completed; when its approval waits for it no more, it came too late. */
    void completed(long elementInstanceKey) {
        Optional<ApprovalTasks.Task> task = tasks.find(elementInstanceKey);
        if (task.isPresent()) {
            Approval approval = approvals.lock(task.get().approval());
            tasks.find(elementInstanceKey)
                    .filter(it -> it.state() == ApprovalTasks.State.OPEN)
                    .filter(it -> it.level() < approval.level() || approvals.isConcluded(approval.id()))
                    .ifPresent(it -> refuse(approval, List.of(it)));
        }
    }

    /** The task was gone before the engine heard of this decision: completed by somebody else, or ended; the person may take another seat. */
    @Transactional
    public void overtaken(ProvenDecisions.Stored decision, UserTasks.UserTask gone) {
        if (decisions.told(decision.id(), ProvenDecisions.State.OVERTAKEN)) {
            String why = gone.state() == UserTasks.State.COMPLETED
                    ? "Somebody else completed the task a moment before."
                    : "The task had ended a moment before: the request was decided, went elsewhere, or was cancelled.";
            tasks.find(decision.task())
                    .ifPresent(task -> entries.refused(
                            approvals.lock(decision.approval()),
                            task,
                            ProvenDecisions.completion(decision),
                            new Verdict.Refused(Rules.TOO_LATE, why)));
        }
    }

    /** The approval is over: what is completed and not sealed by now never will be. With the approval locked. */
    void over(Approval approval) {
        refuse(approval, tasks.open(approval.id()));
    }

    /** The next level is asked. With the approval locked. */
    void beyond(Approval approval, int level) {
        refuse(
                approval,
                tasks.open(approval.id()).stream()
                        .filter(task -> task.level() < level)
                        .toList());
    }

    private void refuse(Approval approval, List<ApprovalTasks.Task> open) {
        for (ApprovalTasks.Task task : open) {
            userTasks
                    .ofElementInstance(task.key())
                    .filter(it -> it.state() == UserTasks.State.COMPLETED)
                    .map(decisions::completion)
                    .ifPresent(completion -> refuse(approval, task, completion));
        }
    }

    private void refuse(Approval approval, ApprovalTasks.Task task, Completion completion) {
        Verdict.Refused refused = new Verdict.Refused(
                Rules.TOO_LATE, "The decision came in the moment in which the request was decided, or went elsewhere.");
        tasks.end(
                task.key(),
                new ApprovalTasks.Ended(
                        ApprovalTasks.State.TOO_LATE,
                        null,
                        completion.actor(),
                        null,
                        completion.answer().shortened(),
                        false,
                        refused.rule(),
                        null));
        entries.refused(approval, task, completion, refused);
    }
}
