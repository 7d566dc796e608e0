package io.backstitch.approval;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Writes decisions, sealed and refused, into the audit. */
@Component
class DecisionEntries {

    private static final Map<String, String> MEANINGS = Map.of(
            Answer.APPROVE, "agrees to what was seen",
            Answer.REJECT, "does not agree, and ends it",
            Answer.RETURN, "wants it changed first");

    /** More than those nobody proposes; who writes to the engine's API can. */
    private static final int MANY_ENTRIES = 100;

    private final ApprovalAudit audit;
    private final FormRecords forms;
    private final ShownSnapshots snapshots;
    private final RepeatedRefusals refusals;

    DecisionEntries(ApprovalAudit audit, FormRecords forms, ShownSnapshots snapshots, RepeatedRefusals refusals) {
        this.audit = audit;
        this.forms = forms;
        this.snapshots = snapshots;
        this.refusals = refusals;
    }

    /** @param drift whether what would be shown now differs from what was seen */
    void sealed(
            Approval approval,
            ApprovalTasks.Task task,
            Completion completion,
            Verdict.Allowed allowed,
            boolean counted,
            boolean drift) {
        Map<String, @Nullable Object> body = body(approval, task, completion);
        body.put("meaning", MEANINGS.get(completion.answer().decision()));
        body.put("counted", counted);
        body.put("groups", allowed.groups().stream().sorted().toList());
        body.put("drift", drift);
        put(body, "limit", allowed.limit());
        if (allowed.onBehalfOf() != null) {
            body.put("onBehalfOf", audit.pseudonym(allowed.onBehalfOf()));
        }
        audit.append(AuditedApproval.SEALED, approval.run(), body);
    }

    /** Of one person about one approval the first ones in full, then fewer and fewer, with how many there were: nobody makes the chain long by it. */
    void refused(Approval approval, ApprovalTasks.Task task, Completion completion, Verdict.Refused refused) {
        int times = refusals.count(approval.id(), completion.actor());
        if (!RepeatedRefusals.isRecorded(times)) {
            return;
        }
        Map<String, @Nullable Object> body = body(approval, task, completion);
        body.put("rule", refused.rule());
        body.put("why", refused.why());
        body.put("times", times);
        audit.append(AuditedApproval.REFUSED, approval.run(), body);
    }

    private Map<String, @Nullable Object> body(Approval approval, ApprovalTasks.Task task, Completion completion) {
        Answer answer = completion.answer().shortened();
        Map<String, @Nullable Object> body = new TreeMap<>();
        body.put("approval", String.valueOf(approval.id()));
        body.put("task", String.valueOf(task.key()));
        body.put("level", task.level());
        body.put("seat", task.seat());
        body.put("strength", completion.strength());
        body.put("decision", answer.decision());
        body.put("reason", answer.reason());
        body.put("seen", task.seen());
        body.put("opened", task.openedAt().toString());
        body.put(
                "changed",
                answer.changed(approval.proposal()).stream()
                        .limit(MANY_ENTRIES)
                        .map(Answer::shortName)
                        .toList());
        body.put("form", form(approval, completion.formKey()));
        put(body, "actor", completion.actor() == null ? null : audit.pseudonym(completion.actor()));
        put(body, "authenticatedAt", text(completion.authenticatedAt()));
        put(body, "completed", text(completion.at()));
        put(body, "amount", approval.amount());
        put(body, "currency", approval.currency());
        if (!answer.changed(approval.proposal()).isEmpty()) {
            body.put("proposal", kept(approval, answer));
        }
        if (completion.partition() != null) {
            body.put(
                    "record",
                    Map.of("partition", completion.partition(), "position", String.valueOf(completion.position())));
        }
        return body;
    }

    /** The proposal as it was changed is kept as what was seen is: beside the chain, with a salt. */
    private String kept(Approval approval, Answer answer) {
        ObjectNode shown = new Shown()
                .with("proposal", answer.applied(approval.proposal()))
                .object();
        return snapshots.keep(approval.form(), shown);
    }

    private Object form(Approval approval, @Nullable Long formKey) {
        return formKey == null
                ? Map.of("id", approval.form())
                : forms.find(formKey).<Object>map(it -> it).orElseGet(() -> Map.of("id", approval.form()));
    }

    private static void put(Map<String, @Nullable Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
