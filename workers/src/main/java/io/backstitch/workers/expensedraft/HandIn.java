package io.backstitch.workers.expensedraft;

import io.backstitch.auditlog.Commands;
import io.backstitch.compensation.SagaId;
import io.backstitch.directory.Directory;
import io.backstitch.directory.DirectoryAway;
import io.backstitch.directory.Person;
import io.backstitch.job.NotYet;
import io.backstitch.job.RecordStep;
import io.backstitch.job.RecordWorker;
import io.backstitch.job.StepInstance;
import io.backstitch.messaging.KafkaPresence;
import io.backstitch.messaging.RecordsHealth;
import io.backstitch.value.Money;
import io.backstitch.workers.expense.AuditedExpense;
import io.backstitch.workers.expense.DraftedReports;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands a confirmed report in, or gives it back with a note.
 *
 * <p>Who confirmed it, it takes from the engine's own record of the task, for which it waits, and from no variable; it must be the person whom the
 * report names. One draft is one run, for ever.
 */
@RecordWorker(
        jobType = "expensedraft.hand-in",
        lane = "system",
        does = "Hands the report in when the right person has confirmed it",
        draft = true)
class HandIn implements RecordStep<HandIn.Request, HandIn.Answered> {

    static final String HANDED_IN = "handed-in";
    static final String DISCARDED = "discarded";
    static final String RETURNED = "returned";

    /** The record is usually here before the job. */
    private static final Duration SOON = Duration.ofMillis(100);
    /** Kafka or the directory is away: a second and more holds no thread. */
    private static final Duration LATER = Duration.ofSeconds(2);

    private static final String AMOUNT = "amount";
    private static final int DIGITS_OF_OLDER_MODELS = 2;
    private static final String CHOICE = "hand-in";
    /** Which the API asks for, too. */
    private static final String ROLE = "expense-requester";

    /**
     * What the forms say, whatever that is.
     *
     * @param lines what was spent, in the currency's own unit
     * @param items the same of a draft that an older model began, in hundredths; null of any other
     */
    record Request(
            @Nullable JsonNode requester,
            @Nullable JsonNode draftDecision,
            @Nullable JsonNode purpose,
            @Nullable JsonNode costCenter,
            @Nullable JsonNode currency,
            @Nullable JsonNode lines,
            @Nullable JsonNode items) {

        boolean names(String userName) {
            return requester != null && requester.asString("").equals(userName);
        }

        boolean isToBeHandedIn() {
            return draftDecision != null && draftDecision.asString("").equals(CHOICE);
        }

        ObjectNode report() {
            ObjectNode report = JsonMapper.shared().createObjectNode();
            report.set("purpose", purpose);
            report.set("costCenter", costCenter);
            report.set("currency", currency);
            report.set("items", isOfAnOlderModel() ? items : inMinorUnits());
            return report;
        }

        boolean isOfAnOlderModel() {
            return items != null && !items.isNull();
        }

        int digits() {
            return Money.digits(currency == null ? null : currency.asString(""));
        }

        private @Nullable JsonNode inMinorUnits() {
            if (lines == null || !lines.isArray()) {
                return lines;
            }
            JsonNode minor = lines.deepCopy();
            for (JsonNode line : minor) {
                if (line instanceof ObjectNode written && line.path(AMOUNT).isNumber()) {
                    written.put(AMOUNT, line.path(AMOUNT).decimalValue().movePointRight(digits()));
                }
            }
            return minor;
        }
    }

    /**
     * For the model.
     *
     * @param note why it came back; empty when it did not
     */
    record Answered(String outcome, String note) {

        static Answered returned(String note) {
            return new Answered(RETURNED, note);
        }
    }

    private final Confirmations confirmations;
    private final DraftedReports reports;
    private final Directory directory;
    private final Commands audit;
    private final KafkaPresence kafka;
    private final RecordsHealth records;

    HandIn(
            Confirmations confirmations,
            DraftedReports reports,
            Directory directory,
            Commands audit,
            KafkaPresence kafka,
            RecordsHealth records) {
        this.confirmations = confirmations;
        this.reports = reports;
        this.directory = directory;
        this.audit = audit;
        this.kafka = kafka;
        this.records = records;
    }

    @Override
    public Answered handle(Request request, StepInstance step) throws NotYet {
        Optional<Answered> before = confirmations.answered(step.elementInstanceKey());
        if (before.isPresent()) {
            return before.get();
        }
        Confirmations.Confirmation confirmation = confirmations
                .unanswered(step.processInstanceKey())
                .orElseThrow(() -> new NotYet(
                        "the engine's record of the confirmation", kafka.isThere() ? SOON : LATER, records.patience()));
        Answered answered;
        try {
            answered = answer(request, confirmation, step.processInstanceKey());
        } catch (DirectoryAway e) {
            throw new NotYet("the directory of people", LATER);
        }
        confirmations.answer(step.elementInstanceKey(), confirmation, answered);
        return answered;
    }

    private Answered answer(Request request, Confirmations.Confirmation confirmation, long draft) {
        String actor = confirmation.assignee();
        if (actor == null || !request.names(actor)) {
            return Answered.returned("It was confirmed, but not by the person whom it names.");
        }
        if (!request.isToBeHandedIn()) {
            return new Answered(DISCARDED, "");
        }
        Optional<Person> requester = directory.find(actor);
        if (requester.isEmpty()) {
            return Answered.returned("Nobody of this name may log in.");
        }
        if (!directory.hasRole(actor, ROLE)) {
            return Answered.returned("You may not hand in expense reports: ask for the role %s.".formatted(ROLE));
        }
        if (request.isOfAnOlderModel() && request.digits() != DIGITS_OF_OLDER_MODELS) {
            return Answered.returned(
                    "currency: must be one with two digits behind the point; begin a new draft for it.");
        }
        return switch (reports.handIn(String.valueOf(draft), requester.get(), request.report())) {
            case DraftedReports.Outcome.HandedIn handedIn -> {
                record(handedIn.run(), actor, confirmation.task(), draft);
                yield new Answered(HANDED_IN, "");
            }
            case DraftedReports.Outcome.Refused refused -> Answered.returned(refused.why());
        };
    }

    private void record(String run, String actor, long task, long draft) {
        audit.record(
                AuditedExpense.HANDED_IN,
                new SagaId("expense", run).value(),
                actor,
                Map.of("strength", "ASSERTED", "draft", String.valueOf(draft), "task", String.valueOf(task)));
    }
}
