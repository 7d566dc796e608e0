package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.TimerEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.UserTask;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeAssignmentDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeFormDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskSchedule;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeUserTask;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** People's tasks reach the right people, show a form, and do not wait for ever. */
final class PeopleRules {

    /** What Tasklist shows of a task beside its name. */
    private static final String CONTEXT = "taskContextDisplayName";

    private PeopleRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.ofProcess(
                        "user-task",
                        "A user task of the old kind is a job that no worker takes: Tasklist does not show who may do it.",
                        "Choose the implementation \"Camunda user task\".",
                        PeopleRules::kind),
                Rule.ofProcess(
                        "form-exists",
                        "The engine deploys a task or a start event whose form does not exist, and people then see an empty page.",
                        "Link it to a form in `forms/<process>/`.",
                        PeopleRules::form),
                new Rule(
                        "form-pattern",
                        "A pattern that cannot be read refuses what is right, or lets through what is wrong.",
                        "Mend the pattern of the field; it is a regular expression without signs that only one language knows.",
                        PeopleRules::patterns),
                Rule.ofProcess(
                        "candidate-group",
                        "A task without a group is everybody's, and one with a group that does not exist is nobody's. One that has only an assignee shows to everybody.",
                        "Name a candidate group that exists, or an expression that gives one; or an assignee, as an expression such as `=requester`, with the same person as candidate user, `=[requester]`.",
                        PeopleRules::group),
                Rule.ofProcess(
                        "task-escalates",
                        "A task that nobody looks at would hold its run up for ever, without a word.",
                        "Attach a timer to the task, or to a sub-process around it, that reminds, escalates or expires.",
                        PeopleRules::timer),
                Rule.ofProcess(
                        "task-context",
                        "In Tasklist all tasks of one kind look alike: who has ten of them does not know which is which.",
                        "Map an input `taskContextDisplayName`: an expression that says who, what and how much, such as `=subject`.",
                        PeopleRules::context),
                Rule.ofProcess(
                        "task-due",
                        "A task without a due date looks as if it could wait for ever, and Tasklist cannot sort by what is urgent.",
                        "Set the due date to the moment at which somebody else is asked, or it expires: an expression such as `=now() + duration(\"PT72H\")`.",
                        PeopleRules::due),
                Rule.ofProcess(
                        "task-returns",
                        "Without output mappings, whoever completes the task can change any variable of the run: what is charged, or whose run it is.",
                        "Map each variable that the form decides as an output of the task.",
                        PeopleRules::outputs));
    }

    private static Stream<UserTask> tasks(ProcessModel process) {
        return process.all(UserTask.class);
    }

    private static void kind(ProcessModel process, Findings findings) {
        tasks(process)
                .filter(task -> Elements.extension(task, ZeebeUserTask.class).isEmpty())
                .forEach(task -> findings.at(
                        process,
                        task,
                        "It is not a Camunda user task. Choose the implementation \"Camunda user task\"."));
    }

    private static void form(ProcessModel process, Findings findings) {
        tasks(process)
                .filter(task -> formId(task).isBlank())
                .forEach(task ->
                        findings.at(process, task, "It has no form. Link it to a form in forms/%s/.", process.id()));
        process.all(FlowNode.class)
                .filter(node -> !formId(node).isBlank() && !isNamedByCaller(process, formId(node)))
                .filter(node -> !process.application().forms().containsValue(formId(node)))
                .forEach(node -> findings.at(
                        process,
                        node,
                        "There is no form with the id \"%s\". Link it to a form in forms/%s/.",
                        formId(node),
                        process.id()));
    }

    private static void patterns(Application application, Findings findings) {
        application
                .forms()
                .forEach((file, id) -> FormFields.of(file.text())
                        .withoutReadablePattern()
                        .forEach(key -> findings.at(
                                file.path(),
                                "The pattern of the field \"%s\" is no regular expression that can be read. Mend it.",
                                key)));
    }

    private static String formId(FlowNode node) {
        return Elements.extension(node, ZeebeFormDefinition.class)
                .map(ZeebeFormDefinition::getFormId)
                .orElse("");
    }

    /** The form of an approval is its caller's, and checked there. */
    private static boolean isNamedByCaller(ProcessModel process, String formId) {
        return process.id().equals(ApprovalRules.APPROVAL) && Feel.isExpression(formId);
    }

    private static void group(ProcessModel process, Findings findings) {
        for (UserTask task : tasks(process).toList()) {
            String groups = Elements.extension(task, ZeebeAssignmentDefinition.class)
                    .map(ZeebeAssignmentDefinition::getCandidateGroups)
                    .filter(Objects::nonNull)
                    .orElse("");
            Set<String> existing = process.application().groups();
            if (groups.isBlank() && reachesAPerson(task)) {
                hidden(process, task, findings);
                continue;
            }
            if (groups.isBlank()) {
                findings.at(
                        process,
                        task,
                        "It has no candidate group, so that everybody may do it. Name one, or an assignee as an expression.");
            } else if (existing != null && !Feel.isExpression(groups)) {
                Arrays.stream(groups.split(","))
                        .map(String::strip)
                        .filter(group -> !existing.contains(group))
                        .forEach(group -> findings.at(
                                process,
                                task,
                                "There is no group \"%s\", so that nobody may do it. Name one that exists, or have it created.",
                                group));
            }
        }
    }

    private static void hidden(ProcessModel process, UserTask task, Findings findings) {
        boolean forSomebody = Elements.extension(task, ZeebeAssignmentDefinition.class)
                .map(ZeebeAssignmentDefinition::getCandidateUsers)
                .filter(users -> !users.isBlank())
                .isPresent();
        if (!forSomebody) {
            findings.at(
                    process,
                    task,
                    "It has an assignee and no candidates, so that Tasklist shows it to everybody. Name the assignee as candidate user, too: =[requester].");
        }
    }

    /** A name that is written into the model does not count: people come and go. */
    private static boolean reachesAPerson(UserTask task) {
        return Elements.extension(task, ZeebeAssignmentDefinition.class)
                .map(ZeebeAssignmentDefinition::getAssignee)
                .filter(Feel::isExpression)
                .isPresent();
    }

    private static void timer(ProcessModel process, Findings findings) {
        tasks(process)
                .filter(task -> Stream.concat(Stream.of(task), Elements.around(task).stream())
                        .flatMap(activity -> Elements.boundaryEvents(activity).stream())
                        .noneMatch(event -> Elements.isA(event, TimerEventDefinition.class)))
                .forEach(task -> findings.at(
                        process, task, "It can wait for ever. Attach a timer that reminds, escalates or expires."));
    }

    private static void context(ProcessModel process, Findings findings) {
        tasks(process)
                .filter(task ->
                        Elements.input(task, CONTEXT).filter(Feel::varies).isEmpty())
                .forEach(task -> findings.at(
                        process,
                        task,
                        "In Tasklist it looks like every other task of its kind. Map an input %s: an expression that says who, what and how much.",
                        CONTEXT));
    }

    private static void due(ProcessModel process, Findings findings) {
        tasks(process)
                .filter(task -> Elements.extension(task, ZeebeTaskSchedule.class)
                        .map(ZeebeTaskSchedule::getDueDate)
                        .filter(Feel::varies)
                        .isEmpty())
                .forEach(
                        task -> findings.at(
                                process,
                                task,
                                "It has no due date. Set it to the moment at which somebody else is asked, or it expires: an expression."));
    }

    private static void outputs(ProcessModel process, Findings findings) {
        tasks(process)
                .filter(task -> Elements.outputs(task).findAny().isEmpty())
                .forEach(
                        task -> findings.at(
                                process,
                                task,
                                "Whoever completes it can change any variable of the run. Map what the form decides as outputs."));
    }
}
