package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.CallActivity;
import io.camunda.zeebe.model.bpmn.instance.StartEvent;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledElement;
import java.util.List;
import java.util.stream.Stream;

/** A called process is part of its caller's run. */
final class CallRules {

    private CallRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.ofProcess(
                        "call-known",
                        "A call of a process that does not exist stops the run with an incident.",
                        "Write the id of a process of this application, not an expression.",
                        CallRules::known),
                Rule.ofProcess(
                        "called-start",
                        "The engine starts a called process at its plain start event, and refuses to when there is none.",
                        "Give the called process one start event without a trigger.",
                        CallRules::start),
                Rule.ofProcess(
                        "call-cycle",
                        "A process that calls itself, directly or through others, is a loop that nothing bounds.",
                        "Draw the repetition as a loop or as a multi-instance.",
                        CallRules::cycle),
                Rule.ofProcess(
                        "call-undo",
                        "The engine does not look into a called process when it undoes.",
                        "Attach a compensation event to the call activity and connect it with the step `saga.undo-called`.",
                        CallRules::undo),
                Rule.ofProcess(
                        "call-saga",
                        "The steps of a called process belong to the run of their caller, and must know which one it is.",
                        "Propagate all variables to the called process, or map the inputs `saga` (`=saga`) and `businessId` (`=businessId`).",
                        CallRules::saga));
    }

    private static void known(ProcessModel process, Findings findings) {
        process.calls()
                .filter(call -> process.application().called(call).isEmpty())
                .forEach(call -> findings.at(
                        process,
                        call,
                        "It calls \"%s\", which is no process of this application. Write the id of one.",
                        Application.calledId(call)));
    }

    private static void start(ProcessModel process, Findings findings) {
        boolean plain = process.top(StartEvent.class)
                .anyMatch(event -> event.getEventDefinitions().isEmpty());
        if (!process.isTopLevel() && !plain) {
            findings.at(
                    process,
                    process.element(),
                    "\"%s\" calls this process, but it has no plain start event. Give it one.",
                    process.application().callers(process.id()).getFirst().id());
        }
    }

    private static void cycle(ProcessModel process, Findings findings) {
        process.calls()
                .filter(call -> process.application()
                        .called(call)
                        .filter(called -> process.application().closure(called).contains(process))
                        .isPresent())
                .forEach(call -> findings.at(
                        process,
                        call,
                        "Through it the process calls itself. Draw the repetition as a loop or as a multi-instance."));
    }

    private static void undo(ProcessModel process, Findings findings) {
        process.calls()
                .filter(process::leavesSomethingToUndo)
                .filter(call -> Stream.concat(
                                Stream.of(call), Elements.around(call).stream().filter(Elements::isMultiInstance))
                        .allMatch(activity ->
                                ProcessModel.compensationEvents(activity).isEmpty()))
                .forEach(call -> findings.at(
                        process,
                        call,
                        "The process \"%s\" has effects, and nothing undoes them. Attach a compensation event and connect it with the step saga.undo-called.",
                        Application.calledId(call)));
    }

    private static void saga(ProcessModel process, Findings findings) {
        process.calls()
                .filter(process::hasEffects)
                .filter(call -> !passesAll(call))
                .filter(call -> !passes(call, "saga") || !passes(call, "businessId"))
                .forEach(call -> findings.at(
                        process,
                        call,
                        "The steps of \"%s\" would not know whose run they belong to. Propagate all variables, or map the inputs saga (=saga) and businessId (=businessId).",
                        Application.calledId(call)));
    }

    static boolean passesAll(CallActivity call) {
        return Elements.extension(call, ZeebeCalledElement.class)
                .map(ZeebeCalledElement::isPropagateAllParentVariablesEnabled)
                .orElse(true);
    }

    private static boolean passes(CallActivity call, String variable) {
        return Elements.input(call, variable).isPresent();
    }
}
