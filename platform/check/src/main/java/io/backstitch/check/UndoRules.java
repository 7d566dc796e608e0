package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.Activity;
import io.camunda.zeebe.model.bpmn.instance.Association;
import io.camunda.zeebe.model.bpmn.instance.BoundaryEvent;
import io.camunda.zeebe.model.bpmn.instance.CallActivity;
import io.camunda.zeebe.model.bpmn.instance.CompensateEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.ServiceTask;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every effect is undone, or stands for a stated reason. */
final class UndoRules {

    private UndoRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.ofProcess(
                        "effect-undone",
                        "An effect whose worker can undo it stays for ever when the model does not ask for it.",
                        "Attach a compensation event to the activity and connect it with the undo step from the palette.",
                        UndoRules::undone),
                Rule.ofProcess(
                        "effect-reason",
                        "An effect that is not undone is a decision, and a decision has a reason that people can read.",
                        "Write the reason into the property `withoutCompensation` of the step.",
                        UndoRules::reasoned),
                Rule.ofProcess(
                        "undo-agrees",
                        "Model and worker must say the same: otherwise people trust an undo that does not come, or the wrong one comes.",
                        "Connect the undo step that belongs to the effect, or take away what contradicts it.",
                        UndoRules::agrees),
                Rule.ofProcess(
                        "one-undo",
                        "The engine deploys two compensation events on one activity, and silently ignores the second.",
                        "Keep one compensation event.",
                        UndoRules::one),
                Rule.ofProcess(
                        "undo-handler",
                        "An undo is one service task: it is driven in order, newest first, with the data of the effect, and can wait for a person.",
                        "Connect the compensation event to one service task in the same scope that has no other connections.",
                        UndoRules::handlers));
    }

    /** The activities that an event on the border leads to as undo. */
    static List<Activity> handlers(BoundaryEvent event) {
        return event.getParentElement().getChildElementsByType(Association.class).stream()
                .filter(association -> event.equals(association.getSource()))
                .map(Association::getTarget)
                .filter(Activity.class::isInstance)
                .map(Activity.class::cast)
                .toList();
    }

    /** The job types of the undo steps of an activity. */
    static List<String> undoJobTypes(Activity activity) {
        return ProcessModel.compensationEvents(activity).stream()
                .flatMap(event -> handlers(event).stream())
                .map(Elements::jobType)
                .toList();
    }

    /** The effects of a called process are undone by way of the call activity. */
    private static void undone(ProcessModel process, Findings findings) {
        if (!process.isTopLevel()) {
            return;
        }
        tasks(process).filter(process::isUndoable).forEach(task -> {
            boolean asked = Stream.concat(
                            Stream.of(task), Elements.around(task).stream().filter(Elements::isMultiInstance))
                    .anyMatch(activity ->
                            !ProcessModel.compensationEvents(activity).isEmpty());
            if (!asked) {
                findings.at(
                        process,
                        task,
                        "Nothing undoes it. Attach a compensation event and connect it with the step \"%s\".",
                        compensation(process, task).orElse(""));
            }
        });
    }

    private static void reasoned(ProcessModel process, Findings findings) {
        tasks(process)
                .filter(task -> process.isEffect(task) && !process.isUndoable(task))
                .filter(task -> Elements.withoutCompensation(task).orElse("").isBlank())
                .forEach(
                        task -> findings.at(
                                process,
                                task,
                                "It cannot be undone, and does not say why that is acceptable. Write the reason into the property withoutCompensation."));
    }

    private static void agrees(ProcessModel process, Findings findings) {
        for (Activity activity : process.all(Activity.class).toList()) {
            if (process.isUndoable(activity)
                    && Elements.withoutCompensation(activity).isPresent()) {
                findings.at(
                        process,
                        activity,
                        "It says that it is not undone, but its worker can undo it. Take the property withoutCompensation away.");
            }
            Set<String> fitting = fitting(process, activity);
            for (String jobType : undoJobTypes(activity)) {
                if (fitting.isEmpty()) {
                    findings.at(
                            process,
                            activity,
                            "It has no effect that could be undone, but \"%s\" is attached to undo it. Take the compensation event away, or attach it to the effect.",
                            jobType);
                } else if (!fitting.contains(jobType)) {
                    findings.at(
                            process,
                            activity,
                            "\"%s\" does not undo it. Connect the step \"%s\".",
                            jobType,
                            String.join("\" or \"", fitting));
                }
            }
        }
    }

    /** The job types that undo an activity. */
    private static Set<String> fitting(ProcessModel process, Activity activity) {
        if (activity instanceof CallActivity) {
            return process.leavesSomethingToUndo(activity) ? Set.of(Declarations.UNDO_CALLED) : Set.of();
        }
        if (Elements.isMultiInstance(activity) && !process.isUndoable(activity)) {
            return ProcessModel.anywhereInside(activity)
                    .flatMap(node -> fitting(process, node).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        return compensation(process, activity).map(Set::of).orElse(Set.of());
    }

    private static Set<String> fitting(ProcessModel process, FlowNode node) {
        return node instanceof Activity activity && !Elements.isMultiInstance(activity)
                ? fitting(process, activity)
                : Set.of();
    }

    private static Optional<String> compensation(ProcessModel process, FlowNode task) {
        return process.isUndoable(task)
                ? process.declarations().find(Elements.jobType(task)).map(Declarations.Worker::compensation)
                : Optional.empty();
    }

    private static void one(ProcessModel process, Findings findings) {
        process.all(Activity.class)
                .filter(activity -> ProcessModel.compensationEvents(activity).size() > 1)
                .forEach(activity -> findings.at(
                        process,
                        activity,
                        "It has %d compensation events, of which the engine ignores all but the first. Keep one.",
                        ProcessModel.compensationEvents(activity).size()));
    }

    private static void handlers(ProcessModel process, Findings findings) {
        for (BoundaryEvent event : process.all(BoundaryEvent.class).toList()) {
            if (Elements.isA(event, CompensateEventDefinition.class)) {
                List<Activity> handlers = handlers(event);
                if (handlers.size() != 1 || !isSound(event, handlers.getFirst())) {
                    findings.at(
                            process,
                            event,
                            "It does not lead to one service task that only undoes. Connect it with one undo step of the palette, in the same scope, without other connections.");
                }
            }
        }
        process.all(Activity.class)
                .filter(Elements::isHandler)
                .filter(handler -> events(process, handler) != 1)
                .forEach(handler -> findings.at(
                        process,
                        handler,
                        "It is marked as an undo step, but %d compensation events lead to it. Connect it with one.",
                        events(process, handler)));
    }

    private static boolean isSound(BoundaryEvent event, Activity handler) {
        return handler instanceof ServiceTask
                && handler.getParentElement().equals(event.getParentElement())
                && handler.isForCompensation()
                && !Elements.isMultiInstance(handler)
                && handler.getIncoming().isEmpty()
                && handler.getOutgoing().isEmpty();
    }

    private static long events(ProcessModel process, Activity handler) {
        return process.all(BoundaryEvent.class)
                .filter(event -> handlers(event).contains(handler))
                .count();
    }

    private static Stream<ServiceTask> tasks(ProcessModel process) {
        return process.all(ServiceTask.class).filter(task -> !Elements.isHandler(task));
    }
}
