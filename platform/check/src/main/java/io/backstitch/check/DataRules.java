package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledDecision;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledElement;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeFormDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeMapping;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeScript;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Variables and references that decide what a run is and what it uses. */
final class DataRules {

    private static final Set<String> IDENTITY = Set.of("businessId", "saga");

    private DataRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.ofProcess(
                        "run-identity",
                        "`businessId` and `saga` say which run an effect belongs to. With another value its record belongs to another run.",
                        "Write to a variable of another name; as an input mapping only `=businessId` and `=saga` are allowed.",
                        DataRules::identity),
                Rule.ofProcess(
                        "idempotency-key",
                        "Two effects with one key are one effect: the second would be answered from the record of the first, also that of another run.",
                        "Let the expression contain what makes the effect unique, at least `businessId`, or take the mapping away: the key is then derived.",
                        DataRules::keys),
                Rule.ofProcess(
                        "decision-exists",
                        "A decision that is not there stops the run with an incident.",
                        "Write the id of a decision in `processes/<process>/`, not an expression.",
                        DataRules::decisions),
                Rule.ofProcess(
                        "binding",
                        "With the binding \"latest\" a run that began under one version goes on with the form, decision or process of the next one.",
                        "Choose the binding \"deployment\", or \"version tag\".",
                        DataRules::bindings));
    }

    private static void identity(ProcessModel process, Findings findings) {
        for (FlowNode node : process.all(FlowNode.class).toList()) {
            Stream<String> foreignInputs = Elements.inputs(node)
                    .filter(input -> IDENTITY.contains(String.valueOf(input.getTarget())))
                    .filter(input -> !("=" + input.getTarget())
                            .equals(String.valueOf(input.getSource()).replace(" ", "")))
                    .map(ZeebeMapping::getTarget);
            Stream<String> results = Stream.concat(
                            Elements.extension(node, ZeebeScript.class).map(ZeebeScript::getResultVariable).stream(),
                            Elements.extension(node, ZeebeCalledDecision.class)
                                    .map(ZeebeCalledDecision::getResultVariable)
                                    .stream())
                    .filter(IDENTITY::contains);
            Stream<String> outputs =
                    Elements.outputs(node).map(ZeebeMapping::getTarget).filter(IDENTITY::contains);
            Stream.of(foreignInputs, results, outputs)
                    .flatMap(found -> found)
                    .distinct()
                    .forEach(variable -> findings.at(
                            process,
                            node,
                            "It changes the variable %s, which says whose run this is. Use a variable of another name.",
                            variable));
        }
    }

    private static void keys(ProcessModel process, Findings findings) {
        Map<String, FlowNode> taken = new HashMap<>();
        for (FlowNode node : process.all(FlowNode.class).toList()) {
            Elements.input(node, "idempotencyKey").ifPresent(source -> {
                FlowNode other = taken.putIfAbsent(source.replaceAll("\\s", ""), node);
                if (!Feel.varies(source)) {
                    findings.at(
                            process,
                            node,
                            "Its idempotency key is the same in every run, so that it would happen once for all of them. Let it contain businessId, or take the mapping away.");
                } else if (other != null) {
                    findings.at(
                            process,
                            node,
                            "Its idempotency key is that of \"%s\", so that only one of them would happen. Make them differ, or take the mapping away.",
                            Elements.name(other));
                }
            });
        }
    }

    private static void decisions(ProcessModel process, Findings findings) {
        List<String> known = process.application().decisions().values().stream()
                .flatMap(List::stream)
                .toList();
        for (FlowNode node : process.all(FlowNode.class).toList()) {
            Elements.extension(node, ZeebeCalledDecision.class)
                    .map(ZeebeCalledDecision::getDecisionId)
                    .filter(id -> !known.contains(id))
                    .ifPresent(id -> findings.at(
                            process,
                            node,
                            "There is no decision with the id \"%s\". Write the id of one in processes/%s/.",
                            id,
                            process.id()));
        }
    }

    private static void bindings(ProcessModel process, Findings findings) {
        for (FlowNode node : process.all(FlowNode.class).toList()) {
            Stream.of(ZeebeFormDefinition.class, ZeebeCalledDecision.class, ZeebeCalledElement.class)
                    .flatMap(type -> Elements.extension((BaseElement) node, type).stream())
                    .filter(DataRules::isLatest)
                    .forEach(
                            reference -> findings.at(
                                    process,
                                    node,
                                    "It takes the latest version, also in runs that began before. Choose the binding \"deployment\" or \"version tag\"."));
        }
    }

    private static boolean isLatest(ModelElementInstance reference) {
        String binding = reference.getAttributeValue("bindingType");
        return binding == null || binding.equals("latest");
    }
}
