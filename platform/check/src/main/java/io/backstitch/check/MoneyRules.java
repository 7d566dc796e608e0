package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.Activity;
import io.camunda.zeebe.model.bpmn.instance.BoundaryEvent;
import io.camunda.zeebe.model.bpmn.instance.CallActivity;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.SequenceFlow;
import io.camunda.zeebe.model.bpmn.instance.StartEvent;
import io.camunda.zeebe.model.bpmn.instance.SubProcess;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Money that is approved moves as it was approved, also when somebody moves the token. */
final class MoneyRules {

    private MoneyRules() {}

    static List<Rule> rules() {
        return List.of(Rule.ofProcess(
                "approved-money",
                "A gateway behind an approval is no authority: who moves the token past it, or changes the amount in a variable, would be paid.",
                "Annotate the worker's class with `@NeedsApproval` and name the kind, the amount and what must be as it was approved.",
                MoneyRules::declared));
    }

    private static void declared(ProcessModel process, Findings findings) {
        for (FlowNode step : process.effects().toList()) {
            Declarations.Worker worker =
                    process.declarations().find(Elements.jobType(step)).orElseThrow();
            if (!worker.movesMoney()) {
                continue;
            }
            Set<String> kinds = kindsInFront(process, step);
            if (!kinds.isEmpty() && !kinds.contains(String.valueOf(worker.needsApproval()))) {
                findings.at(
                        process,
                        step,
                        "It moves money that is approved (kind %s), but its worker %s does not ask whether it was. Annotate its class with @NeedsApproval.",
                        String.join(", ", kinds),
                        worker.jobType());
            }
        }
    }

    /** The kinds of the approvals without which no path leads there; empty when one does. */
    private static Set<String> kindsInFront(ProcessModel process, FlowNode step) {
        if (isReached(process, step)) {
            return Set.of();
        }
        return process.calls()
                .filter(MoneyRules::isApproval)
                .map(call ->
                        Feel.literal(Elements.input(call, "kind").orElse("")).orElse("?"))
                .collect(Collectors.toSet());
    }

    /** Whether a path leads from a start to the step that passes no approval. A scope is entered and left as a whole. */
    private static boolean isReached(ProcessModel process, FlowNode step) {
        Set<FlowNode> seen = new HashSet<>();
        Deque<FlowNode> next = new ArrayDeque<>(
                process.top(FlowNode.class).filter(MoneyRules::beginsByItself).toList());
        while (!next.isEmpty()) {
            FlowNode node = next.pop();
            if (seen.add(node)) {
                if (node.equals(step)) {
                    return true;
                }
                behind(node).forEach(next::add);
            }
        }
        return false;
    }

    private static Stream<FlowNode> behind(FlowNode node) {
        if (isApproval(node)) {
            return Stream.of();
        }
        Stream<FlowNode> on = node.getOutgoing().stream().map(SequenceFlow::getTarget);
        Stream<FlowNode> inside = ProcessModel.inside(node).filter(MoneyRules::beginsByItself);
        Stream<FlowNode> aside = node instanceof Activity activity
                ? Elements.boundaryEvents(activity).stream().map(BoundaryEvent.class::cast)
                : Stream.of();
        return Stream.of(on, inside, aside).flatMap(nodes -> nodes);
    }

    private static boolean beginsByItself(FlowNode node) {
        return node instanceof StartEvent || (node instanceof SubProcess within && within.triggeredByEvent());
    }

    private static boolean isApproval(ModelElementInstance element) {
        return element instanceof CallActivity call
                && Application.calledId(call).equals(ApprovalRules.APPROVAL);
    }
}
