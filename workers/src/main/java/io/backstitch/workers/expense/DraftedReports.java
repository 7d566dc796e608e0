package io.backstitch.workers.expense;

import io.backstitch.directory.Person;
import io.backstitch.intake.Accepted;
import io.backstitch.intake.Intake;
import io.backstitch.intake.Sender;
import io.backstitch.intake.Trigger;
import io.backstitch.value.BadFields;
import io.backstitch.value.Field;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The door for reports that were drafted in forms: the rules are those of the API. */
@Component
public class DraftedReports {

    private static final String SOURCE = "form";

    private final Intake intake;
    private final Validator validator;
    private final JsonMapper json;

    DraftedReports(Intake intake, Validator validator, JsonMapper json) {
        this.intake = intake;
        this.validator = validator;
        this.json = json;
    }

    /** What became of a draft: a closed set. */
    public sealed interface Outcome {

        /** It is a run now, or was before. */
        record HandedIn(String run) implements Outcome {}

        /**
         * Nothing was stored.
         *
         * @param why for the requester, a line for each reason
         */
        record Refused(String why) implements Outcome {}
    }

    /**
     * Hands a report in, in the transaction of the caller.
     *
     * @param key of the draft: one is one run, for ever
     * @param report with the fields of the API's body
     */
    public Outcome handIn(String key, Person requester, JsonNode report) {
        String email = requester.email();
        String fault = AccountEmail.fault(email);
        if (email == null || fault != null) {
            return new Outcome.Refused(fault + ".");
        }
        ExpenseRequest request;
        try {
            request = json.treeToValue(report, ExpenseRequest.class);
        } catch (BadFields e) {
            return new Outcome.Refused(
                    e.fields().stream().map(DraftedReports::sentence).collect(Collectors.joining("\n")));
        } catch (JacksonException e) {
            return new Outcome.Refused("A field is missing or cannot be read: look at dates and amounts.");
        }
        String wrong = validator.validate(request).stream()
                .map(DraftedReports::sentence)
                .sorted()
                .collect(Collectors.joining("\n"));
        return wrong.isEmpty()
                ? accept(key, requester, ExpenseVariables.of(request, requester, email))
                : new Outcome.Refused(wrong);
    }

    private Outcome accept(String key, Person requester, ExpenseVariables variables) {
        return switch (intake.accept(
                new Trigger(Expense.PROCESS, new Sender(SOURCE, requester.id()), key, variables))) {
            case Accepted.New fresh -> new Outcome.HandedIn(fresh.runId());
            case Accepted.Known known -> new Outcome.HandedIn(known.runId());
            case Accepted.Archived archived -> new Outcome.HandedIn(archived.runId());
            case Accepted.Conflict ignored ->
                throw new IllegalStateException("The draft %s was handed in before, as another report".formatted(key));
        };
    }

    private static String sentence(Field field) {
        return "%s: %s".formatted(field.field(), field.message());
    }

    private static String sentence(ConstraintViolation<ExpenseRequest> violation) {
        return "%s: %s".formatted(violation.getPropertyPath(), violation.getMessage());
    }
}
