package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.CallActivity;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.SequenceFlow;
import io.camunda.zeebe.model.bpmn.instance.SubProcess;
import io.camunda.zeebe.model.bpmn.instance.TimerEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.UserTask;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeMapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An effect that may happen several times in a run says which time it is, in the variable {@code occurrence}; otherwise all
 * times have one idempotency key, and only the first one happens.
 */
final class OccurrenceRules {

    private static final String OCCURRENCE = "occurrence";

    private OccurrenceRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.ofProcess(
                        "fan-out-occurrence",
                        "All items of a multi-instance would have one idempotency key: only the first would happen.",
                        "Map an input `occurrence` on the multi-instance activity that differs from item to item (`=loopCounter`, or the id of the item). Inside another multi-instance, take that one's `occurrence` into it.",
                        (process, findings) -> check(
                                process,
                                Elements::isMultiInstance,
                                "All items of \"%s\" would have the same idempotency key. Map an input occurrence there that differs from item to item, such as =loopCounter; inside another multi-instance, take its occurrence into it.",
                                findings)),
                Rule.ofProcess(
                        "loop-occurrence",
                        "All turns of a loop would have one idempotency key: the second would be answered from the record of the first.",
                        "Map an input `occurrence` on the step, or on the sub-process that repeats, that counts the turns (`=turn`).",
                        (process, findings) -> check(
                                process,
                                node -> !Repetition.loop(node).isEmpty(),
                                "\"%s\" is in a loop, and all turns would have the same idempotency key. Map an input occurrence that counts the turns, such as =turn.",
                                findings)),
                Rule.ofProcess(
                        "event-occurrence",
                        "An event that can happen again, such as a repeating timer, would do its effect only the first time.",
                        "Map an input `occurrence` on the step that differs from time to time, or use an event that happens once.",
                        (process, findings) -> check(
                                process,
                                Repetition::followsRepeatableEvent,
                                "\"%s\" runs each time an event happens, and all times would have the same idempotency key. Map an input occurrence that tells them apart, or use an event that happens once.",
                                findings)),
                new Rule(
                        "call-occurrence",
                        "A process that is called in two places of a run would have the same idempotency keys in both.",
                        "Map an input `occurrence` on each of these call activities, each with another value.",
                        OccurrenceRules::calls),
                Rule.ofProcess(
                        "loop-bounded",
                        "A loop that nothing bounds repeats its effects until somebody notices.",
                        "Count the turns in an output mapping (`=turn + 1`), and let a gateway of the loop compare that with a limit. A loop that waits for a person in each turn, with effects that stand, may be ended by an interrupting timer around it instead.",
                        OccurrenceRules::bounded));
    }

    private static void check(ProcessModel process, Predicate<FlowNode> repeats, String sentence, Findings findings) {
        for (FlowNode effect : keyed(process).toList()) {
            List<FlowNode> path = Repetition.path(effect);
            for (FlowNode repeated : path) {
                if (repeats.test(repeated) && !isTold(process, path, repeated)) {
                    findings.at(process, effect, sentence, Elements.name(repeated));
                }
            }
        }
    }

    /** The steps whose keys are at stake: effects, and calls of processes with effects. */
    private static Stream<FlowNode> keyed(ProcessModel process) {
        return process.all(FlowNode.class).filter(node -> !(node instanceof SubProcess) && process.hasEffects(node));
    }

    /**
     * Does the repeated activity, or something between it and the effect, tell the times apart? A mapping replaces those
     * around it, and the caller's, so that it must take them in.
     */
    private static boolean isTold(ProcessModel process, List<FlowNode> path, FlowNode repeated) {
        int here = path.indexOf(repeated);
        List<String> told = sources(path.subList(here, path.size()));
        boolean first = sources(path.subList(0, here)).isEmpty() && !isToldByCaller(process);
        return told.stream().anyMatch(Feel::varies)
                && told.stream()
                        .skip(first ? 1 : 0)
                        .allMatch(source -> Feel.names(source).contains(OCCURRENCE));
    }

    private static boolean isToldByCaller(ProcessModel process) {
        return process.application().callers(process.id()).stream()
                .flatMap(ProcessModel::calls)
                .filter(call -> Application.calledId(call).equals(process.id()))
                .anyMatch(call -> !sources(Repetition.path(call)).isEmpty());
    }

    private static List<String> sources(List<FlowNode> path) {
        return path.stream()
                .flatMap(node -> Elements.input(node, OCCURRENCE).stream())
                .toList();
    }

    private static void calls(Application application, Findings findings) {
        for (ProcessModel root : application.processes()) {
            if (root.isTopLevel()) {
                Map<String, List<Call>> calls = application.closure(root).stream()
                        .flatMap(process -> process.calls().map(call -> new Call(process, call)))
                        .filter(call -> call.process().hasEffects(call.activity()))
                        .collect(Collectors.groupingBy(
                                call -> Application.calledId(call.activity()),
                                LinkedHashMap::new,
                                Collectors.toList()));
                calls.values().forEach(same -> calls(same, findings));
            }
        }
    }

    private record Call(ProcessModel process, CallActivity activity) {
        String occurrence() {
            return Elements.input(activity, OCCURRENCE).orElse("").strip();
        }
    }

    private static void calls(Collection<Call> same, Findings findings) {
        List<String> taken = new ArrayList<>();
        for (Call call : same) {
            if (same.size() > 1 && (call.occurrence().isEmpty() || taken.contains(call.occurrence()))) {
                findings.at(
                        call.process(),
                        call.activity(),
                        "\"%s\" is called in %d places of a run, and here its effects would have the same idempotency keys as elsewhere. Map an input occurrence with another value in each place.",
                        Application.calledId(call.activity()),
                        same.size());
            }
            taken.add(call.occurrence());
        }
    }

    private static void bounded(ProcessModel process, Findings findings) {
        for (FlowNode effect : keyed(process).toList()) {
            List<FlowNode> path = Repetition.path(effect);
            for (FlowNode repeated : path) {
                Set<FlowNode> loop = Repetition.loop(repeated);
                if (!loop.isEmpty()
                        && isTold(process, path, repeated)
                        && !isBounded(loop, path)
                        && !isBoundedByTime(process, repeated, loop)) {
                    findings.at(
                            process,
                            effect,
                            "Nothing bounds the loop that \"%s\" is in. Count the turns in an output mapping (=turn + 1), and let a gateway of the loop compare that with a limit.",
                            Elements.name(repeated));
                }
            }
        }
    }

    /** Does a gateway of the loop look at what tells the turns apart, or at a variable that the loop counts up? */
    private static boolean isBounded(Set<FlowNode> loop, List<FlowNode> path) {
        Set<String> counters = Stream.concat(
                        sources(path).stream().flatMap(source -> Feel.names(source).stream()),
                        loop.stream().flatMap(OccurrenceRules::countedUp))
                .collect(Collectors.toSet());
        return Repetition.decisions(loop)
                .map(SequenceFlow::getConditionExpression)
                .map(Elements::text)
                .anyMatch(condition -> Feel.names(condition).stream().anyMatch(counters::contains));
    }

    /**
     * Does it wait for a person in each turn, leave nothing to undo, and end when a timer interrupts what is around it? People are slow
     * enough, and the timer ends it.
     */
    private static boolean isBoundedByTime(ProcessModel process, FlowNode repeated, Set<FlowNode> loop) {
        boolean waits = loop.stream().anyMatch(UserTask.class::isInstance);
        boolean stands = loop.stream().noneMatch(process::leavesSomethingToUndo);
        boolean ends = Elements.around(repeated).stream()
                .flatMap(scope -> Elements.boundaryEvents(scope).stream())
                .anyMatch(event -> event.cancelActivity() && Elements.isA(event, TimerEventDefinition.class));
        return waits && stands && ends;
    }

    /** The variables that a step sets from their own value, such as {@code turn + 1}. */
    private static Stream<String> countedUp(FlowNode node) {
        return Elements.outputs(node)
                .filter(output -> Feel.names(String.valueOf(output.getSource())).contains(output.getTarget()))
                .filter(output -> output.getSource().contains("+"))
                .map(ZeebeMapping::getTarget);
    }
}
