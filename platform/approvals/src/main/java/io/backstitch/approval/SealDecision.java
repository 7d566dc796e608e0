package io.backstitch.approval;

import io.backstitch.directory.Directory;
import io.backstitch.directory.DirectoryAway;
import io.backstitch.directory.Person;
import io.backstitch.job.NotYet;
import io.backstitch.job.RecordStep;
import io.backstitch.job.RecordWorker;
import io.backstitch.job.StepInstance;
import io.backstitch.messaging.KafkaPresence;
import io.backstitch.messaging.RecordsHealth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Seals a decision: judges it by the rules and puts it on record, and only then the run goes on.
 *
 * <p>It believes no variable. Which task it is about, it knows from our own record of its opening; who has completed that, and with what
 * answer, from the engine's own record, for which it waits; and with a token's proof when the completion carries the secret of a decision
 * that came through our door. ProvenDecisions about one approval are sealed one after the other.
 */
@RecordWorker(
        jobType = "approval.seal",
        lane = "system",
        does = "Judges the decision by the rules and puts it on record")
class SealDecision implements RecordStep<SealDecision.Request, SealDecision.Answered> {

    private static final Logger log = LoggerFactory.getLogger(SealDecision.class);
    /** The record is usually here before the job. */
    private static final Duration SOON = Duration.ofMillis(100);
    /** Kafka is away: a second and more holds no thread. */
    private static final Duration LATER = Duration.ofSeconds(2);

    /** The variables that say which seat it is, and those that the form would show now. */
    record Request(
            int level,
            FindApprovers.Asked seat,
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

    /**
     * For the model.
     *
     * @param sealed false when the decision was refused: the task is opened again
     * @param closed whether nothing is left to decide
     */
    record Seal(boolean sealed, boolean closed) {}

    /** @param note why it was refused, for the next who sees the task; empty when it was not */
    record Answered(Seal seal, String note) {}

    private final Approvals approvals;
    private final ApprovalTasks tasks;
    private final UserTasks userTasks;
    private final ProvenDecisions decisions;
    private final Delegations delegations;
    private final DecisionEntries entries;
    private final ShownSnapshots snapshots;
    private final FormRecords forms;
    private final Directory directory;
    private final KafkaPresence kafka;
    private final RecordsHealth records;

    SealDecision(
            Approvals approvals,
            ApprovalTasks tasks,
            UserTasks userTasks,
            ProvenDecisions decisions,
            Delegations delegations,
            DecisionEntries entries,
            ShownSnapshots snapshots,
            FormRecords forms,
            Directory directory,
            KafkaPresence kafka,
            RecordsHealth records) {
        this.approvals = approvals;
        this.tasks = tasks;
        this.userTasks = userTasks;
        this.decisions = decisions;
        this.delegations = delegations;
        this.entries = entries;
        this.snapshots = snapshots;
        this.forms = forms;
        this.directory = directory;
        this.kafka = kafka;
        this.records = records;
    }

    @Override
    public Answered handle(Request request, StepInstance step) throws NotYet {
        Approval approval = approvals.lock(step.processInstanceKey());
        Optional<ApprovalTasks.Task> before = tasks.sealedBy(step.elementInstanceKey());
        if (before.isPresent()) {
            return answered(approval, before.get(), "It was refused.");
        }
        ApprovalTasks.Task task = tasks.open(approval.id()).stream()
                .filter(open -> open.level() == request.level()
                        && open.seat() == request.seat().seat())
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> new IllegalStateException("Seat %d of approval %d has no open task to seal"
                        .formatted(request.seat().seat(), approval.id())));
        UserTasks.UserTask completed = userTasks
                .ofElementInstance(task.key())
                .filter(it -> it.state() == UserTasks.State.COMPLETED)
                .orElse(null);
        if (completed == null) {
            throw new NotYet(
                    "the engine's record of the completion of task " + task.key(),
                    kafka.isThere() ? SOON : LATER,
                    records.patience());
        }
        try {
            return seal(approval, task, decisions.completion(completed), request, step);
        } catch (DirectoryAway e) {
            throw new NotYet("the directory of people", FindApprovers.DIRECTORY_PAUSE);
        }
    }

    private Answered seal(
            Approval approval, ApprovalTasks.Task task, Completion completion, Request request, StepInstance step) {
        Verdict verdict = judge(approval, task, completion);
        boolean drift = !snapshots.isAsSeen(task.seen(), request.shown().object());
        return switch (verdict) {
            case Verdict.Allowed allowed -> sealed(approval, task, completion, allowed, drift, step);
            case Verdict.Refused refused -> refused(approval, task, completion, refused, step);
        };
    }

    private Verdict judge(Approval approval, ApprovalTasks.Task task, Completion completion) {
        String actor = completion.actor();
        if (actor == null) {
            return new Verdict.Refused(
                    Rules.NO_ASSIGNEE, "The task was completed, but nobody was assigned: assign it to yourself first.");
        }
        Optional<Person> person = directory.find(actor);
        return Rules.judge(new Rules.Case(
                approval,
                approvals.seat(approval.id(), task.level(), task.seat()),
                actor,
                person,
                person.map(delegations::delegatorsOf).orElse(List.of()),
                tasks.counted(approval.id()),
                completion.answer(),
                forms.ofTask(task.key())));
    }

    private Answered sealed(
            Approval approval,
            ApprovalTasks.Task task,
            Completion completion,
            Verdict.Allowed allowed,
            boolean drift,
            StepInstance step) {
        Answer answer = completion.answer();
        boolean counts = approval.outcome() == null;
        TreeSet<String> changed = answer.changed(approval.proposal());
        boolean edits = answer.decision().equals(Answer.APPROVE) && !changed.isEmpty();
        tasks.end(
                task.key(),
                new ApprovalTasks.Ended(
                        ApprovalTasks.State.SEALED,
                        step.elementInstanceKey(),
                        completion.actor(),
                        allowed.onBehalfOf(),
                        answer,
                        counts,
                        null,
                        edits ? answer.applied(approval.proposal()) : null));
        String outcome = approval.outcomeOf(tasks.tally(approval.id(), task.level()));
        if (counts && outcome != null) {
            approvals.decide(approval.id(), outcome);
        }
        entries.sealed(approval, task, completion, allowed, counts, drift);
        log.info(
                "A decision of approval {} is sealed: {}, {}{}",
                approval.id(),
                answer.decision(),
                completion.strength(),
                counts ? "" : ", too late to count");
        return new Answered(new Seal(true, !counts || outcome != null), "");
    }

    private Answered refused(
            Approval approval,
            ApprovalTasks.Task task,
            Completion completion,
            Verdict.Refused refused,
            StepInstance step) {
        tasks.end(
                task.key(),
                new ApprovalTasks.Ended(
                        ApprovalTasks.State.REFUSED,
                        step.elementInstanceKey(),
                        completion.actor(),
                        null,
                        completion.answer().shortened(),
                        false,
                        refused.rule(),
                        null));
        entries.refused(approval, task, completion, refused);
        log.warn("A decision of approval {} is refused: {}", approval.id(), refused.rule());
        return new Answered(new Seal(false, approval.outcome() != null), note(completion.actor(), refused));
    }

    private static String note(@Nullable String actor, Verdict.Refused refused) {
        return "A decision%s was refused (%s). %s"
                .formatted(actor == null ? "" : " by " + actor, refused.rule(), refused.why());
    }

    private static Answered answered(Approval approval, ApprovalTasks.Task task, String note) {
        boolean sealed = task.state() == ApprovalTasks.State.SEALED;
        return new Answered(new Seal(sealed, approval.outcome() != null), sealed ? "" : note);
    }
}
