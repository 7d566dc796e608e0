package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.AdHocSubProcess;
import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import io.camunda.zeebe.model.bpmn.instance.CancelEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.CompensateEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.ConditionalEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.FlowElement;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.Message;
import io.camunda.zeebe.model.bpmn.instance.StartEvent;
import io.camunda.zeebe.model.bpmn.instance.Transaction;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskListeners;
import io.camunda.zeebe.model.bpmn.validation.zeebe.ZeebeDesignTimeValidators;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.camunda.bpm.model.xml.validation.ValidationResult;

/** What the engine (8.6) refuses or passes over. */
final class EngineRules {

    /** The engine's own checks, in its own words. */
    static final String ENGINE = "engine";

    private EngineRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.ofProcess(
                        "not-executed",
                        "The engine refuses the whole deployment.",
                        "Draw it with what the engine executes: an embedded sub-process, an error or message event, a gateway.",
                        EngineRules::refused),
                Rule.ofProcess(
                        "silently-ignored",
                        "The engine deploys it and does nothing with it: the model promises what does not happen.",
                        "Draw a loop with a gateway, or a multi-instance; use execution listeners or a step of its own instead of task listeners.",
                        EngineRules::ignored),
                Rule.ofProcess(
                        ENGINE,
                        "The engine refuses the whole deployment.",
                        "Mend what the engine's own words name. Camunda Modeler shows it in its problems panel, too.",
                        EngineRules::engine));
    }

    private static void refused(ProcessModel process, Findings findings) {
        for (FlowNode node : process.all(FlowNode.class).toList()) {
            String what = refused(node);
            if (!what.isEmpty()) {
                findings.at(
                        process,
                        node,
                        "The engine does not execute %s, and refuses the model. Draw it otherwise.",
                        what);
            }
        }
    }

    private static String refused(FlowNode node) {
        if (node instanceof AdHocSubProcess) {
            return "ad-hoc sub-processes";
        }
        if (node instanceof Transaction) {
            return "transactions";
        }
        if (Elements.isA(node, CancelEventDefinition.class)) {
            return "cancel events";
        }
        if (Elements.isA(node, ConditionalEventDefinition.class)) {
            return "conditional events";
        }
        boolean compensationStart = node instanceof StartEvent && Elements.isA(node, CompensateEventDefinition.class);
        return compensationStart ? "event sub-processes for compensation" : "";
    }

    private static void ignored(ProcessModel process, Findings findings) {
        for (FlowNode node : process.all(FlowNode.class).toList()) {
            if (Elements.extension(node, ZeebeTaskListeners.class).isPresent()) {
                findings.at(
                        process,
                        node,
                        "The engine refuses or ignores its task listeners. Take them away, or draw a step of its own.");
            }
            boolean loops = node.getDomElement().getChildElements().stream()
                    .anyMatch(child -> child.getLocalName().equals("standardLoopCharacteristics"));
            if (loops) {
                findings.at(
                        process,
                        node,
                        "The engine ignores the loop marker: it runs once. Draw the loop with a gateway, or use a multi-instance.");
            }
        }
    }

    private static void engine(ProcessModel process, Findings findings) {
        process.model()
                .validate(ZeebeDesignTimeValidators.VALIDATORS)
                .getResults()
                .values()
                .forEach(results -> results.forEach(result ->
                        findings.at(process, elementOf(process, result), "The engine says: %s.", result.getMessage())));
    }

    /** The element with an id that people can find in the diagram. */
    private static BaseElement elementOf(ProcessModel process, ValidationResult result) {
        return Stream.iterate(result.getElement(), element -> element != null, ModelElementInstance::getParentElement)
                .filter(element -> element instanceof FlowElement || element instanceof Message)
                .map(BaseElement.class::cast)
                .findFirst()
                .orElse(process.element());
    }
}
