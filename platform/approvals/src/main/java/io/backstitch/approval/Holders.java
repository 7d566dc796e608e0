package io.backstitch.approval;

import io.backstitch.directory.Directory;
import io.backstitch.directory.Person;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether somebody may be at a task at all, whatever they would answer. Tasklist 8.6 hides tasks from people, and gives them to whoever asks.
 */
@Component
class Holders {

    /** What who may decide may always do. */
    private static final Answer ANY = new Answer(Answer.REJECT, "any", null);

    private static final Verdict.Refused NOT_ASKED =
            new Verdict.Refused("not-a-candidate", "They are not one of those whom the task asks.");

    private final Approvals approvals;
    private final ApprovalTasks tasks;
    private final Delegations delegations;
    private final Directory directory;

    Holders(Approvals approvals, ApprovalTasks tasks, Delegations delegations, Directory directory) {
        this.approvals = approvals;
        this.tasks = tasks;
        this.delegations = delegations;
        this.directory = directory;
    }

    /**
     * Why they may not decide at this task of the approval; empty when they may.
     *
     * @throws io.backstitch.directory.DirectoryAway when nobody knows
     */
    Optional<Verdict.Refused> refusal(Approval approval, ApprovalTasks.Task task, String holder) {
        Optional<Person> person = directory.find(holder);
        Verdict verdict = Rules.judge(new Rules.Case(
                approval,
                approvals.seat(approval.id(), task.level(), task.seat()),
                holder,
                person,
                person.map(delegations::delegatorsOf).orElse(List.of()),
                tasks.counted(approval.id()),
                ANY,
                FormFields.NONE));
        return verdict instanceof Verdict.Refused refused ? Optional.of(refused) : Optional.empty();
    }

    /** The same for whatever task: an approval's by its rules, another by whom its model asks. Empty when the model asks nobody. */
    Optional<Verdict.Refused> refusal(Holds.Held held) {
        if (!held.process().equals(ApprovalProcess.ID)) {
            return ofCandidates(held);
        }
        return tasks.find(held.elementInstance())
                .filter(task -> task.state() == ApprovalTasks.State.OPEN)
                .flatMap(task -> approvals
                        .find(task.approval())
                        .filter(approval -> approval.outcome() == null && approval.level() == task.level())
                        .flatMap(approval -> refusal(approval, task, held.holder())));
    }

    private Optional<Verdict.Refused> ofCandidates(Holds.Held held) {
        List<String> groups = held.candidateGroups();
        List<String> users = held.candidateUsers();
        if (groups == null || users == null || (groups.isEmpty() && users.isEmpty())) {
            return Optional.empty();
        }
        boolean asked = users.contains(held.holder())
                || directory.find(held.holder()).map(Person::groups).stream()
                        .anyMatch(theirs -> groups.stream().anyMatch(theirs::contains));
        return asked ? Optional.empty() : Optional.of(NOT_ASKED);
    }
}
