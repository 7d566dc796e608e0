package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import io.camunda.zeebe.model.bpmn.instance.CallActivity;
import io.camunda.zeebe.model.bpmn.instance.CatchEvent;
import io.camunda.zeebe.model.bpmn.instance.EndEvent;
import io.camunda.zeebe.model.bpmn.instance.Error;
import io.camunda.zeebe.model.bpmn.instance.ErrorEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.StartEvent;
import io.camunda.zeebe.model.bpmn.instance.SubProcess;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeExecutionListener;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeExecutionListeners;
import java.util.List;
import java.util.stream.Stream;

/** How runs end. */
final class EndRules {

    private EndRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.ofProcess(
                        "end-recorded",
                        "The outcome of a run is recorded before it ends; without that it is still running in our own record.",
                        "Give each end event of the process itself an execution listener: event `end`, type `saga.end`. End events in sub-processes get none.",
                        EndRules::ends),
                Rule.ofProcess(
                        "outcome-id",
                        "The id of the end event is the outcome that people and programs see: `End_RolledBack` is `ROLLED_BACK`.",
                        "Call the end event `End_` and the outcome.",
                        EndRules::outcomes),
                Rule.ofProcess(
                        "error-caught",
                        "An error that nobody catches stops the run with an incident, and nothing is undone.",
                        "Catch it: a boundary event on the sub-process or on the call activity, or an event sub-process.",
                        EndRules::caught),
                Rule.ofProcess(
                        "error-in-event",
                        "The engine does not take an error out of an interrupting event sub-process to the boundary of the sub-process around it.",
                        "End the event sub-process with a plain end event that sets `cause`, and branch behind the sub-process around it.",
                        EndRules::inEvent));
    }

    /** The elements that record the end of a run. */
    static Stream<FlowNode> recorded(ProcessModel process) {
        return process.all(FlowNode.class)
                .filter(node -> listeners(node).anyMatch(listener -> Declarations.END.equals(listener.getType())));
    }

    private static Stream<ZeebeExecutionListener> listeners(BaseElement element) {
        return Elements.extension(element, ZeebeExecutionListeners.class).stream()
                .flatMap(all -> all.getExecutionListeners().stream());
    }

    private static void ends(ProcessModel process, Findings findings) {
        if (!process.isRun()) {
            return;
        }
        process.top(EndEvent.class)
                .filter(event -> listeners(event)
                        .noneMatch(listener -> Declarations.END.equals(listener.getType())
                                && "end".equals(listener.getAttributeValue("eventType"))))
                .forEach(
                        event -> findings.at(
                                process,
                                event,
                                "Runs that end here stay open in the record. Add an execution listener: event end, type saga.end."));
        recorded(process)
                .filter(node ->
                        !(node instanceof EndEvent) || !node.getParentElement().equals(process.element()))
                .forEach(node -> findings.at(
                        process,
                        node,
                        "The run does not end here, but the listener saga.end would record that. Take it away."));
    }

    private static void outcomes(ProcessModel process, Findings findings) {
        if (process.isRun()) {
            process.top(EndEvent.class)
                    .filter(event -> !event.getId().matches("End_[A-Z][A-Za-z0-9]*"))
                    .filter(event -> !Elements.isA(event, ErrorEventDefinition.class))
                    .forEach(event -> findings.at(
                            process,
                            event,
                            "Its id \"%s\" would be the outcome of the run. Call it End_ and the outcome, such as End_RolledBack.",
                            event.getId()));
        }
    }

    private static void caught(ProcessModel process, Findings findings) {
        errorEnds(process)
                .filter(event -> !isTrapped(event) && !isCaught(process, event, code(event)))
                .forEach(event -> findings.at(
                        process,
                        event,
                        "Nobody catches the error \"%s\". Put a boundary event for it on the sub-process around it, or on the activity that calls this process.",
                        code(event)));
    }

    private static boolean isCaught(ProcessModel process, FlowNode thrower, String code) {
        if (isCaughtInside(process.element(), code) || isCaughtAround(thrower, code)) {
            return true;
        }
        return !process.isTopLevel()
                && process.application().callers(process.id()).stream()
                        .allMatch(caller -> caller.calls()
                                .filter(call -> Application.calledId(call).equals(process.id()))
                                .allMatch(call -> isCaughtAt(caller, call, code)));
    }

    private static boolean isCaughtAt(ProcessModel caller, CallActivity call, String code) {
        return Elements.boundaryEvents(call).stream().anyMatch(event -> catches(event, code))
                || isCaughtInside(caller.element(), code)
                || isCaughtAround(call, code);
    }

    private static boolean isCaughtAround(FlowNode node, String code) {
        return Elements.around(node).stream()
                .anyMatch(scope -> isCaughtInside(scope, code)
                        || Elements.boundaryEvents(scope).stream().anyMatch(event -> catches(event, code)));
    }

    /** Does an event sub-process of this scope catch it? */
    private static boolean isCaughtInside(BaseElement scope, String code) {
        return scope.getChildElementsByType(SubProcess.class).stream()
                .filter(SubProcess::triggeredByEvent)
                .flatMap(inner -> inner.getChildElementsByType(StartEvent.class).stream())
                .anyMatch(event -> catches(event, code));
    }

    private static boolean catches(CatchEvent event, String code) {
        return Elements.definition(event, ErrorEventDefinition.class)
                .map(definition -> definition.getError() == null
                        || code.equals(definition.getError().getErrorCode()))
                .orElse(false);
    }

    private static void inEvent(ProcessModel process, Findings findings) {
        errorEnds(process)
                .filter(EndRules::isTrapped)
                .forEach(
                        event -> findings.at(
                                process,
                                event,
                                "An error from inside an event sub-process is not caught around it. End with a plain end event that sets cause, and branch behind the sub-process."));
    }

    /** Would the error have to leave an interrupting event sub-process of another sub-process? */
    private static boolean isTrapped(EndEvent event) {
        List<SubProcess> around = Elements.around(event);
        return around.stream().anyMatch(scope -> interrupts(scope) && scope.getParentElement() instanceof SubProcess)
                && around.stream()
                        .takeWhile(scope -> !interrupts(scope))
                        .flatMap(scope -> Elements.boundaryEvents(scope).stream())
                        .noneMatch(boundary -> catches(boundary, code(event)));
    }

    private static boolean interrupts(SubProcess scope) {
        return scope.triggeredByEvent()
                && scope.getChildElementsByType(StartEvent.class).stream().anyMatch(StartEvent::isInterrupting);
    }

    private static Stream<EndEvent> errorEnds(ProcessModel process) {
        return process.all(EndEvent.class).filter(event -> Elements.isA(event, ErrorEventDefinition.class));
    }

    private static String code(EndEvent event) {
        return Elements.definition(event, ErrorEventDefinition.class)
                .map(ErrorEventDefinition::getError)
                .map(Error::getErrorCode)
                .orElse("");
    }
}
