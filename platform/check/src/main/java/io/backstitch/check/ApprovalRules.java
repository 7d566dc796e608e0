package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.CallActivity;
import io.camunda.zeebe.model.bpmn.instance.SequenceFlow;
import io.camunda.zeebe.model.bpmn.instance.UserTask;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledElement;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeOutput;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What people decide is decided in the process {@code approval}, which seals it; and who calls that, heeds what it says. */
final class ApprovalRules {

    static final String APPROVAL = "approval";

    /** What an approver sees and what the rules compare: all of it is passed by hand, so that nobody sees more by accident. */
    static final List<String> INPUTS = List.of(
            "saga",
            "businessId",
            "kind",
            "subject",
            "form",
            "proposal",
            "editable",
            "amount",
            "currency",
            "department",
            "requester",
            "documents",
            "times");

    private ApprovalRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.ofProcess(
                        "approval-sealed",
                        "What a form returns is only a variable: nobody can show later who decided, what they saw, and that they were allowed to.",
                        "Let the process `approval` decide: call it, so that the decision is sealed. A decision that is no approval, such as how to go on after a failure, says why in the property `withoutSeal` of the task.",
                        ApprovalRules::isSealed),
                Rule.ofProcess(
                        "approval-inputs",
                        "An approver sees and decides exactly what is passed: what is missing is not judged, and what comes along by accident is seen.",
                        "Apply the element template \"Ask for approval\" to the call activity and fill in its fields.",
                        ApprovalRules::inputs),
                Rule.ofProcess(
                        "approval-form",
                        "The process `approval` shows the form that its caller names, and takes from it the decision and the reason.",
                        "Name a form of this application, written out, that has the fields `decision` and `reason` and shows `{{note}}`.",
                        ApprovalRules::form),
                Rule.ofProcess(
                        "approval-outcome",
                        "An approval can also be rejected, returned, expired or withdrawn. A run that goes on in any case has not been approved.",
                        "Map `=result` to a variable, and let a gateway ask whether its `outcome` is `\"approved\"`.",
                        ApprovalRules::outcome));
    }

    private static void isSealed(ProcessModel process, Findings findings) {
        if (process.id().equals(APPROVAL)) {
            return;
        }
        for (UserTask task : process.all(UserTask.class).toList()) {
            String reason = Elements.property(task, "withoutSeal").orElse(null);
            if (reason != null && reason.isBlank()) {
                findings.at(
                        process,
                        task,
                        "It says that its decision is not sealed, but not why. Write the reason into the property withoutSeal.");
            } else if (reason == null && decides(process, task)) {
                findings.at(
                        process,
                        task,
                        "Let the process approval decide: call it, so that the decision is sealed. If it is no approval, say why in the property withoutSeal.");
            }
        }
    }

    /** Does a gateway look at what the task returns? */
    private static boolean decides(ProcessModel process, UserTask task) {
        Set<String> conditions = Feel.names(String.join(" ", conditions(process).toList()));
        return Elements.outputs(task).map(ZeebeOutput::getTarget).anyMatch(conditions::contains);
    }

    private static Stream<String> conditions(ProcessModel process) {
        return process.all(SequenceFlow.class)
                .map(SequenceFlow::getConditionExpression)
                .filter(condition -> condition != null)
                .map(Elements::text);
    }

    /** The calls of it. */
    static Stream<CallActivity> approvals(ProcessModel process) {
        return process.calls().filter(call -> Application.calledId(call).equals(APPROVAL));
    }

    private static void inputs(ProcessModel process, Findings findings) {
        approvals(process).forEach(call -> {
            List<String> missing = INPUTS.stream()
                    .filter(input -> Elements.input(call, input).orElse("").isBlank())
                    .toList();
            if (!missing.isEmpty()) {
                findings.at(
                        process,
                        call,
                        "Approval needs the inputs %s. Apply the element template \"Ask for approval\", or map them; =null says that there is none.",
                        String.join(", ", missing));
            }
            if (passesAnything(call)) {
                findings.at(
                        process,
                        call,
                        "Variables go in or come out that nobody mapped. Take the propagation of all parent and all child variables away.");
            }
        });
    }

    private static boolean passesAnything(CallActivity call) {
        return Elements.extension(call, ZeebeCalledElement.class)
                .map(called ->
                        called.isPropagateAllParentVariablesEnabled() || called.isPropagateAllChildVariablesEnabled())
                .orElse(true);
    }

    private static void form(ProcessModel process, Findings findings) {
        for (CallActivity call : approvals(process).toList()) {
            String source = Elements.input(call, "form").orElse("");
            String id = Feel.literal(source).orElse("");
            if (id.isEmpty() && !source.isBlank()) {
                findings.at(
                        process,
                        call,
                        "Which form the approver sees is computed (%s), so nobody can check it. Write its id out.",
                        source);
            } else if (!id.isEmpty()) {
                form(process, call, id, findings);
            }
        }
    }

    private static void form(ProcessModel process, CallActivity call, String id, Findings findings) {
        FormFields fields = process.application().forms().entrySet().stream()
                .filter(form -> form.getValue().equals(id))
                .findFirst()
                .map(form -> FormFields.of(form.getKey().text()))
                .orElse(null);
        if (fields == null) {
            findings.at(process, call, "There is no form with the id \"%s\". Name one in forms/%s/.", id, process.id());
            return;
        }
        Stream.of("decision", "reason")
                .filter(Predicate.not(fields::has))
                .forEach(key -> findings.at(
                        process,
                        call,
                        "The form \"%s\" has no field with the key \"%s\". Add it: approval takes it from there.",
                        id,
                        key));
        if (!fields.shows("note")) {
            findings.at(
                    process,
                    call,
                    "The form \"%s\" does not show {{note}}, so that an approver does not see why a former decision was refused. Add a text with it.",
                    id);
        }
    }

    private static void outcome(ProcessModel process, Findings findings) {
        approvals(process)
                .filter(call -> Elements.outputs(call).noneMatch(output -> isAsked(process, output)))
                .forEach(
                        call -> findings.at(
                                process,
                                call,
                                "Nothing asks how it ended. Map =result to a variable, and let a gateway ask whether its outcome is \"approved\"."));
    }

    /** Is there a condition on what this mapping takes over, which names the one outcome that lets the run go on? */
    private static boolean isAsked(ProcessModel process, ZeebeOutput output) {
        String source = String.valueOf(output.getSource()).replaceAll("\\s", "");
        if (!source.equals("=result") && !source.equals("=result.outcome")) {
            return false;
        }
        String outcome = source.equals("=result") ? output.getTarget() + ".outcome" : output.getTarget();
        return conditions(process)
                .map(condition -> condition.replaceAll("\\s", ""))
                .anyMatch(condition -> condition.contains(outcome) && condition.contains("\"approved\""));
    }
}
