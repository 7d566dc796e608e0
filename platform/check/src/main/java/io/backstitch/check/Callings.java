package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.CallActivity;
import io.camunda.zeebe.model.bpmn.instance.StartEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** In which ways the processes of an application are begun, and with which variables. */
final class Callings {

    /**
     * One way to begin a process.
     *
     * @param call by which another does; null when none does
     */
    record Calling(@Nullable ProcessModel caller, @Nullable CallActivity call, Variables variables) {}

    private final Map<ProcessModel, Variables> known = new HashMap<>();

    /** Each call of it is one; else, it begins by its start event. */
    List<Calling> of(ProcessModel process) {
        if (!startsPlainly(process) || process.isTopLevel()) {
            return List.of(new Calling(null, null, all(process)));
        }
        return process.application().callers(process.id()).stream()
                .flatMap(caller -> calls(caller, process)
                        .map(call -> new Calling(caller, call, new Variables(process, passed(caller, call)))))
                .toList();
    }

    /** What is there however it was begun. */
    Variables all(ProcessModel process) {
        Variables before = known.get(process);
        if (before != null) {
            return before;
        }
        // In a circle of calls, which another rule finds, anything may be there.
        known.put(process, new Variables(process, Names.ANY));
        Variables all = new Variables(process, given(process));
        known.put(process, all);
        return all;
    }

    private Names given(ProcessModel process) {
        if (!startsPlainly(process)) {
            return Names.NONE;
        }
        if (process.isTopLevel()) {
            return Names.ANY;
        }
        return process.application().callers(process.id()).stream()
                .flatMap(caller -> calls(caller, process).map(call -> passed(caller, call)))
                .reduce(Names.NONE, Names::and);
    }

    private Names passed(ProcessModel caller, CallActivity call) {
        Variables there = all(caller);
        return CallRules.passesAll(call) ? there.at(call) : there.inputs(call);
    }

    private static Stream<CallActivity> calls(ProcessModel caller, ProcessModel process) {
        return caller.calls().filter(call -> Application.calledId(call).equals(process.id()));
    }

    /** By somebody who calls it, or who asks the engine: no message or form says what comes with it. */
    private static boolean startsPlainly(ProcessModel process) {
        return process.top(StartEvent.class)
                .anyMatch(start -> start.getEventDefinitions().isEmpty() && !ProcessModel.hasForm(start));
    }
}
