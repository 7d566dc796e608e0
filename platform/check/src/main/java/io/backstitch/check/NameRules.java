package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.Activity;
import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import io.camunda.zeebe.model.bpmn.instance.Error;
import io.camunda.zeebe.model.bpmn.instance.Escalation;
import io.camunda.zeebe.model.bpmn.instance.Event;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.Message;
import io.camunda.zeebe.model.bpmn.instance.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What things are called: people read the names, the code and the ledger the ids. */
final class NameRules {

    private NameRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "name-prefix",
                        "Job types, messages, errors, forms and decisions are global: without the process in front, two processes would take each other's.",
                        "Put the process id and a point in front (`order.charge-card`); for a decision, a hyphen (`order-risk`).",
                        NameRules::prefixes),
                Rule.ofProcess(
                        "element-name",
                        "Who is on call reads names in Operate, not ids.",
                        "Name each activity (verb and object) and each event (what has happened).",
                        NameRules::names),
                Rule.ofProcess(
                        "readable-id",
                        "An effect's element id is part of its idempotency key and of the record of its run, for ever.",
                        "Give the element an id that says what it does, such as `Task_ChargeCard`, before it is first deployed.",
                        NameRules::readableIds));
    }

    private static void prefixes(Application application, Findings findings) {
        application.processes().forEach(process -> prefixes(process, findings));
        application.forms().forEach((file, id) -> {
            if (!id.startsWith(file.folder() + ".")) {
                findings.at(
                        file.path(),
                        "The form id \"%s\" does not begin with its process. Call it %s.%s.",
                        id,
                        file.folder(),
                        file.baseName());
            }
        });
        application
                .decisions()
                .forEach((file, ids) -> ids.stream()
                        .filter(id -> !id.startsWith(file.folder() + "-") && !id.startsWith(file.folder() + "."))
                        .forEach(id -> findings.at(
                                file.path(),
                                "The decision id \"%s\" does not begin with its process. Call it %s-%s.",
                                id,
                                file.folder(),
                                id)));
    }

    private static void prefixes(ProcessModel process, Findings findings) {
        for (FlowNode node : process.all(FlowNode.class).toList()) {
            String jobType = Elements.jobType(node);
            if (!jobType.startsWith("saga.")) {
                prefix(process, node, "job type", jobType, findings);
            }
        }
        process.all(Message.class).forEach(message -> prefix(process, message, "message", message.getName(), findings));
        process.all(Signal.class).forEach(signal -> prefix(process, signal, "signal", signal.getName(), findings));
        process.all(Escalation.class)
                .forEach(escalation ->
                        prefix(process, escalation, "escalation code", escalation.getEscalationCode(), findings));
        process.all(Error.class)
                .filter(error -> !belongsToCalled(process, error.getErrorCode()))
                .forEach(error -> prefix(process, error, "error code", error.getErrorCode(), findings));
    }

    /** A caller catches what the process that it calls throws. */
    private static boolean belongsToCalled(ProcessModel process, @Nullable String code) {
        return code != null
                && process.application().closure(process).stream()
                        .anyMatch(called -> code.startsWith(called.id() + "."));
    }

    private static void prefix(
            ProcessModel process, BaseElement element, String what, @Nullable String name, Findings findings) {
        if (name != null && !name.isBlank() && !name.startsWith("=") && !name.startsWith(process.id() + ".")) {
            findings.at(
                    process,
                    element,
                    "The %s \"%s\" does not begin with the process. Call it %s.%s.",
                    what,
                    name,
                    process.id(),
                    name.substring(name.indexOf('.') + 1));
        }
    }

    private static void names(ProcessModel process, Findings findings) {
        process.all(FlowNode.class)
                .filter(node -> node instanceof Activity || node instanceof Event)
                .filter(node -> node.getName() == null || node.getName().isBlank())
                .forEach(
                        node -> findings.at(
                                process,
                                node,
                                "It has no name. Say what is done (\"Charge card\") or what has happened (\"Card declined\")."));
    }

    private static void readableIds(ProcessModel process, Findings findings) {
        process.effects()
                .filter(node -> node.getId().matches("(Activity|Task|Event|Gateway)_[0-9a-z]{7}"))
                .forEach(node -> findings.at(
                        process,
                        node,
                        "The id \"%s\" was made up by the Modeler, but becomes part of the idempotency key. Give it one that says what it does, such as Task_ChargeCard.",
                        node.getId()));
    }
}
