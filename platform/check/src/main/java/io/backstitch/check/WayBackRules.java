package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.BoundaryEvent;
import io.camunda.zeebe.model.bpmn.instance.CompensateEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.EndEvent;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.MessageEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.ServiceTask;
import io.camunda.zeebe.model.bpmn.instance.StartEvent;
import io.camunda.zeebe.model.bpmn.instance.SubProcess;
import io.camunda.zeebe.model.bpmn.instance.TerminateEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.ThrowEvent;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeSubscription;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** The one way back that every failure takes: settle, then undo. */
final class WayBackRules {

    private WayBackRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.ofProcess(
                        "way-back",
                        "Compensation events on activities do nothing by themselves: the engine undoes when the process throws a compensation event.",
                        "Behind the forward sub-process, in the process itself, draw the way back: a `saga.settle` task, then a compensation event.",
                        WayBackRules::wayBack),
                Rule.ofProcess(
                        "settle-first",
                        "The engine undoes only what has completed. What is in flight, cut off or unknown must come to a known state first.",
                        "Put a service task of the type `saga.settle` directly before the compensation event, on every way that leads there.",
                        WayBackRules::settleFirst),
                Rule.ofProcess(
                        "undo-after-settle",
                        "The settle step closes the forward flow. Whatever comes between it and the undo would be refused or not be undone.",
                        "Let the settle step lead straight to the compensation event.",
                        WayBackRules::undoAfterSettle),
                Rule.ofProcess(
                        "undo-everything",
                        "Undo goes newest first over the whole run. An undo of one activity would wait for the newer ones for ever.",
                        "Take the activity out of the compensation event, so that it undoes everything.",
                        WayBackRules::undoEverything),
                Rule.ofProcess(
                        "called-process",
                        "A called process is part of its caller's run: who settles, undoes or ends in it does so for a run that still goes on.",
                        "End the called process with an error end event; the caller takes the way back.",
                        WayBackRules::called),
                Rule.ofProcess(
                        "interrupting-boundary",
                        "When its boundary event interrupts a sub-process, the engine undoes nothing of what had completed inside.",
                        "Catch it inside the sub-process and lead it to an end event there that sets `cause`; branch behind the sub-process.",
                        WayBackRules::interrupting),
                Rule.ofProcess(
                        "terminate-end",
                        "A terminate end event cuts off effects that are in flight, and nobody settles them.",
                        "Use a plain end event that sets `cause`, and branch behind the sub-process.",
                        WayBackRules::terminating),
                Rule.ofProcess(
                        "cancellable",
                        "Cancelling in Operate undoes nothing. A run is cancelled by a message that takes the way back.",
                        "Put the forward flow into a sub-process, and into that an event sub-process started by the message `<process>.cancelled` (interrupting, correlation key `=businessId`).",
                        WayBackRules::cancellable));
    }

    private static Stream<ThrowEvent> undoes(ProcessModel process) {
        return process.all(ThrowEvent.class).filter(event -> Elements.isA(event, CompensateEventDefinition.class));
    }

    private static boolean isSettle(FlowNode node) {
        return node instanceof ServiceTask
                && Elements.jobType(node).equals(Declarations.SETTLE)
                && !Elements.isHandler(node);
    }

    private static void wayBack(ProcessModel process, Findings findings) {
        boolean needed = process.isTopLevel() && process.application().hasSomethingToUndo(process);
        if (needed
                && undoes(process).noneMatch(event -> event.getParentElement().equals(process.element()))) {
            findings.at(
                    process,
                    process.element(),
                    "Its effects can be undone, but it never throws a compensation event. Draw the way back behind the forward sub-process: a saga.settle task, then a compensation event.");
        }
    }

    private static void settleFirst(ProcessModel process, Findings findings) {
        undoes(process)
                .filter(event -> event.getIncoming().isEmpty()
                        || !event.getIncoming().stream().allMatch(flow -> isSettle(flow.getSource())))
                .forEach(
                        event -> findings.at(
                                process,
                                event,
                                "Effects in flight are not settled before it undoes. Put a service task of the type saga.settle directly before it, on every way that leads here."));
    }

    private static void undoAfterSettle(ProcessModel process, Findings findings) {
        process.all(ServiceTask.class)
                .filter(WayBackRules::isSettle)
                .filter(settle -> settle.getOutgoing().isEmpty()
                        || !settle.getOutgoing().stream()
                                .allMatch(flow -> Elements.isA(flow.getTarget(), CompensateEventDefinition.class)))
                .forEach(settle -> findings.at(
                        process,
                        settle,
                        "It settles, but does not lead straight to a compensation event. Connect it with one."));
    }

    private static void undoEverything(ProcessModel process, Findings findings) {
        undoes(process)
                .filter(event -> Elements.definition(event, CompensateEventDefinition.class)
                        .filter(definition -> definition.getActivity() != null)
                        .isPresent())
                .forEach(
                        event -> findings.at(
                                process,
                                event,
                                "It undoes one activity, which would wait for everything newer for ever. Take the activity out, so that it undoes everything."));
    }

    private static void called(ProcessModel process, Findings findings) {
        if (process.isTopLevel()) {
            return;
        }
        String caller = process.application().callers(process.id()).getFirst().id();
        Stream.concat(undoes(process), process.all(ServiceTask.class).filter(WayBackRules::isSettle))
                .forEach(node -> findings.at(
                        process,
                        node,
                        "This process is called by \"%s\", which settles and undoes for both. Use an error end event instead.",
                        caller));
        EndRules.recorded(process)
                .forEach(event -> findings.at(
                        process,
                        event,
                        "This process is called by \"%s\", whose run goes on. Take the listener saga.end away.",
                        caller));
    }

    /** What stands inside a multi-instance the kernel undoes by itself: there it may be interrupted. */
    private static void interrupting(ProcessModel process, Findings findings) {
        process.all(BoundaryEvent.class)
                .filter(event -> event.cancelActivity()
                        && !Elements.isA(event, CompensateEventDefinition.class)
                        && event.getAttachedTo() instanceof SubProcess)
                .filter(event -> losesUndo(process, event.getAttachedTo()))
                .forEach(event -> findings.at(
                        process,
                        event,
                        "It interrupts \"%s\", whose effects would then not be undone. Catch it inside, end there with a cause, and branch behind it.",
                        Elements.name(event.getAttachedTo())));
    }

    private static boolean losesUndo(ProcessModel process, FlowNode node) {
        if (Elements.isMultiInstance(node) || Elements.around(node).stream().anyMatch(Elements::isMultiInstance)) {
            return false;
        }
        return node instanceof SubProcess
                ? ProcessModel.inside(node).anyMatch(inner -> losesUndo(process, inner))
                : process.leavesSomethingToUndo(node);
    }

    private static void terminating(ProcessModel process, Findings findings) {
        process.all(EndEvent.class)
                .filter(event -> Elements.isA(event, TerminateEventDefinition.class))
                .filter(event -> ProcessModel.inside(event.getParentElement()).anyMatch(process::hasEffects))
                .forEach(
                        event -> findings.at(
                                process,
                                event,
                                "It would cut off effects that are in flight. Use a plain end event that sets cause, and branch behind the sub-process."));
    }

    private static void cancellable(ProcessModel process, Findings findings) {
        if (!process.isRun()) {
            return;
        }
        List<SubProcess> forward = process.top(SubProcess.class)
                .filter(scope -> scope.getChildElementsByType(SubProcess.class).stream()
                        .anyMatch(inner -> isCancellation(process, inner)))
                .toList();
        if (forward.isEmpty()) {
            findings.at(
                    process,
                    process.element(),
                    "Its runs cannot be cancelled. Put the forward flow into a sub-process, and into that an event sub-process started by the message %s.cancelled (interrupting, correlation key =businessId).",
                    process.id());
            return;
        }
        process.all(FlowNode.class)
                .filter(node -> !(node instanceof SubProcess) && process.leavesSomethingToUndo(node))
                .filter(node -> Elements.around(node).stream().noneMatch(forward::contains))
                .forEach(node -> findings.at(
                        process,
                        node,
                        "It can be undone, but stands outside the sub-process that \"%s.cancelled\" interrupts. Move it inside.",
                        process.id()));
    }

    private static boolean isCancellation(ProcessModel process, SubProcess scope) {
        return scope.triggeredByEvent()
                && scope.getChildElementsByType(StartEvent.class).stream()
                        .filter(StartEvent::isInterrupting)
                        .flatMap(event -> Elements.definition(event, MessageEventDefinition.class).stream())
                        .map(MessageEventDefinition::getMessage)
                        .anyMatch(message -> message != null
                                && (process.id() + Declarations.CANCELLED).equals(message.getName())
                                && isBusinessId(message));
    }

    private static boolean isBusinessId(ModelElementInstance message) {
        return message instanceof io.camunda.zeebe.model.bpmn.instance.Message it
                && Elements.extension(it, ZeebeSubscription.class)
                        .map(ZeebeSubscription::getCorrelationKey)
                        .filter(key -> key != null && key.replace(" ", "").equals("=businessId"))
                        .isPresent();
    }
}
