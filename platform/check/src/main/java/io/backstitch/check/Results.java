package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.CallActivity;
import io.camunda.zeebe.model.bpmn.instance.CatchEvent;
import io.camunda.zeebe.model.bpmn.instance.ErrorEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.Message;
import io.camunda.zeebe.model.bpmn.instance.MessageEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.ReceiveTask;
import io.camunda.zeebe.model.bpmn.instance.SignalEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.UserTask;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledDecision;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledElement;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeExecutionListener;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeExecutionListeners;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeFormDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeScript;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The variables that an element gets from outside the model: of its worker, its form, its decision, its message. */
final class Results {

    /** They answer without a variable. */
    private static final Set<String> SILENT_LISTENERS = Set.of(Declarations.END, Declarations.OPEN_APPROVAL);

    private Results() {}

    /** What its output mappings can read, besides what is there anyway. */
    static Names readable(ProcessModel process, FlowNode node) {
        boolean another = node instanceof CallActivity || Elements.isA(node, ErrorEventDefinition.class);
        return another ? Names.ANY : own(process, node);
    }

    /** What goes on where it has no output mappings: of an error, nothing. */
    static Names passedOn(ProcessModel process, FlowNode node) {
        return node instanceof CallActivity call ? called(call) : own(process, node);
    }

    private static Names called(CallActivity call) {
        boolean all = Elements.extension(call, ZeebeCalledElement.class)
                .map(ZeebeCalledElement::isPropagateAllChildVariablesEnabled)
                .orElse(true);
        return all ? Names.ANY : Names.NONE;
    }

    private static Names own(ProcessModel process, FlowNode node) {
        return Stream.of(
                        listeners(process, node),
                        named(node),
                        job(process, Elements.jobType(node)),
                        form(process, node),
                        caught(process, node))
                .reduce(Names.NONE, Names::and);
    }

    private static Names listeners(ProcessModel process, FlowNode node) {
        return Elements.extension(node, ZeebeExecutionListeners.class).stream()
                .flatMap(all -> all.getExecutionListeners().stream())
                .map(ZeebeExecutionListener::getType)
                .filter(type -> !SILENT_LISTENERS.contains(String.valueOf(type)))
                .map(type -> job(process, String.valueOf(type)))
                .reduce(Names.NONE, Names::and);
    }

    private static Names named(FlowNode node) {
        return Stream.concat(
                        Elements.extension(node, ZeebeCalledDecision.class)
                                .map(ZeebeCalledDecision::getResultVariable)
                                .stream(),
                        Elements.extension(node, ZeebeScript.class).map(ZeebeScript::getResultVariable).stream())
                .map(Names::of)
                .reduce(Names.NONE, Names::and);
    }

    private static Names job(ProcessModel process, String jobType) {
        if (jobType.isEmpty()) {
            return Names.NONE;
        }
        return process.declarations()
                .find(jobType)
                .map(Declarations.Worker::returns)
                .orElse(Names.ANY);
    }

    private static Names form(ProcessModel process, FlowNode node) {
        Optional<String> form =
                Elements.extension(node, ZeebeFormDefinition.class).map(ZeebeFormDefinition::getFormId);
        if (form.isEmpty()) {
            return node instanceof UserTask ? Names.ANY : Names.NONE;
        }
        return process.application().forms().entrySet().stream()
                .filter(it -> it.getValue().equals(form.get()))
                .map(Map.Entry::getKey)
                .findFirst()
                .map(file -> Names.of(FormFields.of(file.text()).variables()))
                .orElse(Names.ANY);
    }

    private static Names caught(ProcessModel process, FlowNode node) {
        if (node instanceof ReceiveTask task) {
            return told(process, task.getMessage());
        }
        if (!(node instanceof CatchEvent)) {
            return Names.NONE;
        }
        return Elements.definition(node, MessageEventDefinition.class)
                .map(event -> told(process, event.getMessage()))
                .orElse(Elements.isA(node, SignalEventDefinition.class) ? Names.ANY : Names.NONE);
    }

    private static Names told(ProcessModel process, @Nullable Message message) {
        String name = message == null ? "" : String.valueOf(message.getName());
        return name.equals(process.id() + Declarations.CANCELLED)
                ? Names.of("givenUp")
                : process.declarations().told(name);
    }
}
