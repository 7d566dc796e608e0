package io.backstitch.approval;

import io.backstitch.approval.Completion.Strength;
import io.backstitch.compensation.Fingerprint;
import io.backstitch.directory.Directory;
import io.backstitch.directory.Person;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our own door to approvals: who comes with a token is known for certain. The same rules count as when a decision is sealed, before the
 * engine is told; a decision that breaks one is on record, too.
 */
@Component
class Door {

    private final Approvals approvals;
    private final ApprovalTasks tasks;
    private final UserTasks userTasks;
    private final ProvenDecisions decisions;
    private final Withdrawals withdrawals;
    private final Delegations delegations;
    private final Holders holders;
    private final DecisionEntries entries;
    private final FormRecords forms;
    private final ApprovalAudit audit;
    private final Directory directory;
    private final JsonMapper json;
    private final Clock clock;

    Door(
            Approvals approvals,
            ApprovalTasks tasks,
            UserTasks userTasks,
            ProvenDecisions decisions,
            Withdrawals withdrawals,
            Delegations delegations,
            Holders holders,
            DecisionEntries entries,
            FormRecords forms,
            ApprovalAudit audit,
            Directory directory,
            JsonMapper json,
            Clock clock) {
        this.approvals = approvals;
        this.tasks = tasks;
        this.userTasks = userTasks;
        this.decisions = decisions;
        this.withdrawals = withdrawals;
        this.delegations = delegations;
        this.holders = holders;
        this.entries = entries;
        this.forms = forms;
        this.audit = audit;
        this.directory = directory;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Somebody with a token.
     *
     * @param id the realm's own; empty when the token does not say
     * @param authenticatedAt when they logged in; null when the token does not say
     */
    record Caller(String userName, String id, @Nullable Instant authenticatedAt) {

        /** A token outlives its account for some minutes, and the name may be somebody else's by then. */
        boolean is(Person person) {
            return id.isEmpty() || person.id().isEmpty() || id.equals(person.id());
        }

        boolean asked(Approval approval) {
            return new Identity(approval.requester(), approval.requesterId())
                    .is(new Person(userName, Set.of(), null, null, null, null, id));
        }
    }

    /** What came of a decision: a closed set. */
    sealed interface Outcome {

        /** It is stored, now or before, and will reach the engine. */
        record Stored() implements Outcome {}

        /** It broke a rule, which is on record. */
        record Refused(Verdict.Refused by) implements Outcome {}

        /** It cannot be taken now; nothing was stored. */
        record Conflict(String why) implements Outcome {}

        /** There is no such approval. */
        record Unknown() implements Outcome {}
    }

    /** Approvals that this person could decide, with the seat that they would take. */
    record Waiting(
            Approval approval,
            ApprovalTasks.Task task,
            @Nullable String assignee) {}

    /** Whether this approval waits for this person. */
    boolean waitsFor(Caller caller, long approval) {
        return !waitingFor(caller, new Approvals.Page(approval, null, null, 1)).isEmpty();
    }

    /** What waits for this person, oldest first. */
    List<Waiting> waitingFor(Caller caller, Approvals.Page page) {
        Optional<Person> person = find(caller);
        if (person.isEmpty()) {
            return List.of();
        }
        List<Person> people = withDelegators(person.get());
        List<Approvals.FreeSeat> seats = approvals.freeSeats(caller.userName(), people, page);
        Map<Long, ApprovalTasks.Task> open =
                tasks.find(seats.stream().map(Approvals.FreeSeat::task).toList());
        return seats.stream()
                .flatMap(seat -> Stream.ofNullable(open.get(seat.task()))
                        .map(task -> new Waiting(seat.approval(), task, seat.assignee())))
                .toList();
    }

    private Optional<Person> find(Caller caller) {
        return directory.find(caller.userName()).filter(caller::is);
    }

    private List<Person> withDelegators(Person person) {
        return Stream.concat(Stream.of(person), delegations.delegatorsOf(person).stream())
                .toList();
    }

    /** The person's own task first, then one that nobody has taken, then one that somebody is at who may not, then any. */
    private Optional<Waiting> seatFor(Approval approval, List<Person> people, String userName) {
        Set<Long> decided = decisions.decidedTasks(approval.id());
        return tasks.open(approval.id()).stream()
                .filter(task -> task.level() == approval.level() && !decided.contains(task.key()))
                .filter(task -> maySit(approval, task, people))
                .flatMap(task -> userTasks.ofElementInstance(task.key()).stream()
                        .filter(inEngine -> inEngine.state() == UserTasks.State.CREATED)
                        .map(inEngine -> new Waiting(approval, task, inEngine.assignee())))
                .min(Comparator.comparingInt(waiting -> distance(waiting, userName)));
    }

    /**
     * For the record, and for a sentence that says why: one of theirs if there is one. None while theirs is about to open again: on
     * record as not asked would be somebody who is.
     */
    private Optional<ApprovalTasks.Task> nearest(Approval approval, List<Person> people) {
        List<ApprovalTasks.Task> open = tasks.open(approval.id());
        Optional<ApprovalTasks.Task> theirs =
                open.stream().filter(task -> maySit(approval, task, people)).findFirst();
        boolean comesAgain = theirs.isEmpty()
                && ApprovalTasks.aboutToOpenAgain(tasks.all(approval.id()), approval.level()).stream()
                        .anyMatch(task -> maySit(approval, task, people));
        return comesAgain ? Optional.empty() : theirs.or(() -> open.stream().findFirst());
    }

    private int distance(Waiting waiting, String userName) {
        String assignee = waiting.assignee();
        if (assignee == null) {
            return 1;
        }
        if (assignee.equals(userName)) {
            return 0;
        }
        return isHeldByRight(waiting, assignee) ? 3 : 2;
    }

    /** Tasklist lets whoever asks take a task. Who may not decide does not keep it from those who may. */
    private boolean isHeldByRight(Waiting waiting, String assignee) {
        return holders.refusal(waiting.approval(), waiting.task(), assignee).isEmpty();
    }

    private boolean maySit(Approval approval, ApprovalTasks.Task task, List<Person> people) {
        Seat seat = approvals.seat(approval.id(), task.level(), task.seat());
        return people.stream().anyMatch(person -> !seat.authority(person).isEmpty());
    }

    /** Takes a decision. The same from the same person again is the same as once. */
    @Transactional
    public Outcome decide(long id, Caller caller, String decision, String reason, Map<String, JsonNode> changes) {
        if (approvals.find(id).isEmpty()) {
            return new Outcome.Unknown();
        }
        Approval approval = approvals.lock(id);
        JsonNode answer = answer(approval, decision, reason, changes);
        Fingerprint fingerprint = Fingerprint.of(answer.toString());
        Optional<ProvenDecisions.Stored> before =
                decisions.find(id, caller.userName()).filter(this::isNotRefused);
        if (before.isPresent()) {
            return before.get().fingerprint().equals(fingerprint)
                    ? new Outcome.Stored()
                    : new Outcome.Conflict("You have decided about this already, in other words");
        }
        if (approval.outcome() != null) {
            return over(approval.outcome());
        }
        return decide(approval, caller, answer, fingerprint);
    }

    private static Outcome over(String outcome) {
        return new Outcome.Conflict(
                switch (outcome) {
                    case ApprovalProcess.CANCELLED -> "Nothing is asked any more: the run that asked was cancelled";
                    case ApprovalProcess.EXPIRED -> "It is over: nobody decided in time";
                    case ApprovalProcess.WITHDRAWN -> "It is over: who asked has taken the request back";
                    default -> "It is decided already: %s".formatted(outcome);
                });
    }

    /** What was refused when it was sealed does not stand in the way of another try. */
    private boolean isNotRefused(ProvenDecisions.Stored decision) {
        return tasks.find(decision.task())
                .filter(task -> task.state() == ApprovalTasks.State.REFUSED)
                .isEmpty();
    }

    private Outcome decide(Approval approval, Caller caller, JsonNode answer, Fingerprint fingerprint) {
        Optional<Person> person = find(caller);
        List<Person> people = person.map(this::withDelegators).orElse(List.of());
        Optional<Waiting> seat = seatFor(approval, people, caller.userName());
        Optional<ApprovalTasks.Task> task = seat.map(Waiting::task).or(() -> nearest(approval, people));
        if (task.isEmpty()) {
            return new Outcome.Conflict("No task of it is open at this moment; look again");
        }
        Verdict verdict = Rules.judge(new Rules.Case(
                approval,
                approvals.seat(approval.id(), task.get().level(), task.get().seat()),
                caller.userName(),
                person,
                person.map(delegations::delegatorsOf).orElse(List.of()),
                tasks.counted(approval.id()),
                Answer.of(answer),
                forms.ofTask(task.get().key())));
        return switch (verdict) {
            case Verdict.Refused refused -> {
                entries.refused(approval, task.get(), completion(caller, answer), refused);
                yield new Outcome.Refused(refused);
            }
            case Verdict.Allowed ignored -> store(approval, seat, caller, answer, fingerprint);
        };
    }

    private Outcome store(
            Approval approval, Optional<Waiting> free, Caller caller, JsonNode answer, Fingerprint fingerprint) {
        if (free.isEmpty()) {
            return new Outcome.Conflict("No task of it is free for you at this moment; look again");
        }
        Waiting seat = free.get();
        String assignee = seat.assignee();
        if (assignee != null && !assignee.equals(caller.userName()) && isHeldByRight(seat, assignee)) {
            return new Outcome.Conflict(
                    "%s is at it in Tasklist; they must give the task back first".formatted(assignee));
        }
        decisions.add(new ProvenDecisions.Stored(
                UUID.randomUUID(), // a secret: who knows it could claim to be proven
                approval.id(),
                seat.task().key(),
                caller.userName(),
                caller.authenticatedAt(),
                answer,
                fingerprint,
                clock.instant(),
                ProvenDecisions.State.STORED));
        return new Outcome.Stored();
    }

    private Completion completion(Caller caller, JsonNode answer) {
        return new Completion(
                caller.userName(),
                Strength.PROVEN,
                caller.authenticatedAt(),
                Answer.of(answer),
                clock.instant(),
                null,
                null,
                null);
    }

    /** As the form would have submitted it. */
    private JsonNode answer(Approval approval, String decision, String reason, Map<String, JsonNode> changes) {
        ObjectNode answer = json.createObjectNode().put("decision", decision).put("reason", reason);
        ObjectNode proposal = approval.proposal().deepCopy().asObject();
        changes.forEach(proposal::set);
        answer.set("proposal", proposal);
        return answer;
    }

    /** Takes a request back; only who made it may. */
    @Transactional
    public Outcome withdraw(long id, Caller caller, String reason) {
        Optional<Approval> found = approvals.find(id);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        Approval approval = approvals.lock(id);
        if (!caller.asked(approval)) {
            return new Outcome.Refused(
                    new Verdict.Refused("not-the-requester", "Only who asked can take the request back."));
        }
        String outcome = approval.outcome();
        if (outcome != null && !outcome.equals(ApprovalProcess.WITHDRAWN)) {
            return over(outcome);
        }
        if (withdrawals.add(id, caller.userName(), reason)) {
            audit.append(
                    AuditedApproval.WITHDRAWN,
                    approval.run(),
                    Map.of(
                            "approval",
                            String.valueOf(id),
                            "actor",
                            audit.pseudonym(caller.userName()),
                            "strength",
                            Strength.PROVEN,
                            "reason",
                            reason));
        }
        return new Outcome.Stored();
    }

    /** The approval with its tasks; empty when there is none. */
    @Transactional(readOnly = true)
    public Optional<Story> story(long id) {
        return approvals.find(id).map(approval -> new Story(approval, tasks.all(id)));
    }

    /** An approval so far. */
    record Story(Approval approval, List<ApprovalTasks.Task> tasks) {

        boolean concerns(Caller caller) {
            return caller.asked(approval)
                    || tasks.stream().anyMatch(task -> Objects.equals(task.actor(), caller.userName()));
        }
    }
}
