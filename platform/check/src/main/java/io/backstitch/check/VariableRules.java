package io.backstitch.check;

import io.backstitch.check.Callings.Calling;
import io.camunda.zeebe.model.bpmn.instance.CallActivity;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeMapping;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Somebody sets what a step reads. Where anything may come in that nobody has declared, nothing is said. */
final class VariableRules {

    private static final int LISTED = 12;

    private VariableRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "step-needs",
                        "A step whose worker needs a variable that nobody sets is a dead letter at its first attempt, in every run.",
                        "Map an input of this name, or mend the name where it is set: at the start, in a form, in a mapping or in the result of a step.",
                        VariableRules::needs),
                new Rule(
                        "mapping-reads",
                        "A mapping that reads a variable which nobody sets gives null, in every run and without a word.",
                        "Write the name of a variable that there is; in an output of a task, the key of a field of its form.",
                        VariableRules::reads));
    }

    private static void needs(Application application, Findings findings) {
        Callings callings = new Callings();
        for (ProcessModel process : application.processes()) {
            for (FlowNode node : process.all(FlowNode.class).toList()) {
                process.declarations().find(Elements.jobType(node)).stream()
                        .flatMap(worker -> worker.needs().stream())
                        .forEach(need -> need(callings, process, node, need, findings));
            }
        }
    }

    /** Where one of several calls lacks it, that one is to be mended; where all do, the step is. */
    private static void need(Callings callings, ProcessModel process, FlowNode node, String need, Findings findings) {
        List<Calling> all = callings.of(process);
        List<Calling> lacking = all.stream()
                .filter(calling -> !calling.variables().give(node, need))
                .toList();
        boolean inStep = Elements.input(node, need).isPresent() || (all.size() > 1 && lacking.size() == all.size());
        lacking.stream().limit(inStep ? 1 : lacking.size()).forEach(calling -> {
            if (inStep || calling.call() == null) {
                lacks(process, node, need, calling.variables().at(node), findings);
            } else {
                lacks(calling, process, node, need, findings);
            }
        });
    }

    private static void lacks(ProcessModel process, FlowNode node, String need, Names there, Findings findings) {
        String mapped = Elements.input(node, need).orElse("");
        if (mapped.isEmpty()) {
            findings.at(
                    process,
                    node,
                    "Its worker needs the variable \"%s\", which nothing sets: no start, form, step or mapping.%s",
                    need,
                    instead(need, there));
        } else if (Feel.isNull(mapped)) {
            findings.at(
                    process,
                    node,
                    "Its worker needs the variable \"%s\", and its input mapping gives it null. Map what it is.",
                    need);
        }
    }

    private static void lacks(Calling calling, ProcessModel process, FlowNode node, String need, Findings findings) {
        ProcessModel caller = Objects.requireNonNull(calling.caller());
        CallActivity call = Objects.requireNonNull(calling.call());
        findings.at(
                caller,
                call,
                "The step \"%s\" (%s) of the process %s needs the variable \"%s\", which neither this call nor a step there sets.%s",
                Elements.name(node),
                node.getId(),
                process.id(),
                need,
                instead(need, calling.variables().at(node)));
    }

    private static void reads(Application application, Findings findings) {
        Callings callings = new Callings();
        for (ProcessModel process : application.processes()) {
            Variables variables = callings.all(process);
            for (FlowNode node : process.all(FlowNode.class).toList()) {
                reads(process, node, "input", Elements.inputs(node), variables.at(node), findings);
                reads(process, node, "output", Elements.outputs(node), variables.after(node), findings);
            }
        }
    }

    private static void reads(
            ProcessModel process,
            FlowNode node,
            String kind,
            Stream<? extends ZeebeMapping> mappings,
            Names there,
            Findings findings) {
        mappings.forEach(mapping -> Feel.variable(String.valueOf(mapping.getSource()))
                .filter(variable -> !there.has(variable))
                .ifPresent(variable -> findings.at(
                        process,
                        node,
                        "Its %s \"%s\" reads the variable \"%s\", which nothing sets: no start, form, step or mapping.%s",
                        kind,
                        mapping.getTarget(),
                        variable,
                        instead(variable, there))));
    }

    private static String instead(String name, Names there) {
        String meant =
                there.like(name).stream().limit(2).map("\"%s\""::formatted).collect(Collectors.joining(" or "));
        List<String> listed = there.listed();
        String known = listed.stream().limit(LISTED).collect(Collectors.joining(", "));
        return (meant.isEmpty() ? "" : " Did you mean %s?".formatted(meant))
                + (known.isEmpty() ? " There is no other variable." : " There are: " + known)
                + (known.isEmpty() ? "" : listed.size() > LISTED ? ", and more." : ".");
    }
}
