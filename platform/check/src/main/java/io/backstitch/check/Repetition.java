package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.Activity;
import io.camunda.zeebe.model.bpmn.instance.BoundaryEvent;
import io.camunda.zeebe.model.bpmn.instance.CatchEvent;
import io.camunda.zeebe.model.bpmn.instance.CompensateEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.ErrorEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.SequenceFlow;
import io.camunda.zeebe.model.bpmn.instance.StartEvent;
import io.camunda.zeebe.model.bpmn.instance.SubProcess;
import io.camunda.zeebe.model.bpmn.instance.TimerEventDefinition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which parts of a model can run more than once in one run. */
final class Repetition {

    private Repetition() {}

    /** The nodes of the loops that this node is part of; empty when it is in none. */
    static Set<FlowNode> loop(FlowNode node) {
        Set<FlowNode> after = reachable(node);
        if (!after.contains(node)) {
            return Set.of();
        }
        after.removeIf(other -> !reachable(other).contains(node));
        return after;
    }

    /** The flows that decide whether the loop goes on. */
    static Stream<SequenceFlow> decisions(Set<FlowNode> loop) {
        return loop.stream()
                .flatMap(node -> node.getOutgoing().stream())
                .filter(flow -> flow.getConditionExpression() != null);
    }

    /** Does it run each time an event happens that can happen again? */
    static boolean followsRepeatableEvent(FlowNode node) {
        return isRepeatableEventSubProcess(node)
                || node.getParentElement().getChildElementsByType(BoundaryEvent.class).stream()
                        .filter(event -> !event.cancelActivity() && canRepeat(event))
                        .anyMatch(event -> reachable(event).contains(node));
    }

    private static boolean isRepeatableEventSubProcess(FlowNode node) {
        return node instanceof SubProcess scope
                && scope.triggeredByEvent()
                && scope.getChildElementsByType(StartEvent.class).stream()
                        .anyMatch(event -> !event.isInterrupting() && canRepeat(event));
    }

    /** A timer repeats when it is a cycle; an error or a compensation ends what it happens to. */
    private static boolean canRepeat(CatchEvent event) {
        return Elements.definition(event, TimerEventDefinition.class)
                .map(timer -> timer.getTimeCycle() != null)
                .orElse(!Elements.isA(event, CompensateEventDefinition.class)
                        && !Elements.isA(event, ErrorEventDefinition.class));
    }

    /** What comes after a node in its scope, over boundary events too. */
    private static Set<FlowNode> reachable(FlowNode from) {
        Set<FlowNode> reached = new LinkedHashSet<>();
        Deque<FlowNode> open = new ArrayDeque<>();
        next(from).filter(reached::add).forEach(open::add);
        while (!open.isEmpty()) {
            next(open.remove()).filter(reached::add).forEach(open::add);
        }
        return reached;
    }

    private static Stream<FlowNode> next(FlowNode node) {
        Stream<FlowNode> flows = node.getOutgoing().stream().map(SequenceFlow::getTarget);
        return node instanceof Activity activity
                ? Stream.concat(
                        flows, Elements.boundaryEvents(activity).stream().map(FlowNode.class::cast))
                : flows;
    }

    /** The activity and the sub-processes around it, outermost first. */
    static List<FlowNode> path(FlowNode node) {
        Stream<FlowNode> around = Elements.around(node).stream().map(FlowNode.class::cast);
        return Stream.concat(Stream.of(node), around).toList().reversed();
    }
}
