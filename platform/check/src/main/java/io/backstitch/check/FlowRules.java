package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.BoundaryEvent;
import io.camunda.zeebe.model.bpmn.instance.CompensateEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.ExclusiveGateway;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.Gateway;
import io.camunda.zeebe.model.bpmn.instance.InclusiveGateway;
import io.camunda.zeebe.model.bpmn.instance.SequenceFlow;
import io.camunda.zeebe.model.bpmn.instance.TimerEventDefinition;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.regex.Pattern;

/** A run always knows where to go on, and when. */
final class FlowRules {

    private static final Pattern DURATION =
            Pattern.compile("P(?!$)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?");
    private static final Pattern REPETITION = Pattern.compile("R\\d*(/[^/]+)?/(?<interval>[^/]+)");
    private static final Pattern CRON = Pattern.compile("@\\w+|\\S+( \\S+){5}");

    private FlowRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.ofProcess(
                        "gateway-default",
                        "When no condition holds, the run stops with an incident.",
                        "Mark one of the gateway's flows as the default flow.",
                        FlowRules::gateways),
                Rule.ofProcess(
                        "flow-references",
                        "The engine follows what an element lists as outgoing; a connection that is not listed, or a boundary event without one, leads nowhere.",
                        "Draw the connection again in Camunda Modeler.",
                        FlowRules::references),
                Rule.ofProcess(
                        "timer",
                        "A timer without a time, or with one that cannot be read, is refused or stops the run.",
                        "Write an ISO 8601 duration (`PT72H`), date or repetition (`R3/PT24H`), or an expression.",
                        FlowRules::timers));
    }

    private static void gateways(ProcessModel process, Findings findings) {
        process.all(Gateway.class)
                .filter(gateway -> gateway.getOutgoing().size() > 1)
                .filter(FlowRules::lacksDefault)
                .forEach(gateway -> findings.at(
                        process,
                        gateway,
                        "When no condition holds, the run stops here. Mark one flow as the default flow."));
    }

    private static boolean lacksDefault(Gateway gateway) {
        return switch (gateway) {
            case ExclusiveGateway exclusive -> exclusive.getDefault() == null;
            case InclusiveGateway inclusive -> inclusive.getDefault() == null;
            default -> false;
        };
    }

    private static void references(ProcessModel process, Findings findings) {
        process.all(SequenceFlow.class)
                .filter(flow -> !isListed(flow))
                .forEach(
                        flow -> findings.at(
                                process,
                                flow,
                                "The elements that it connects do not both list it. Draw the connection again in Camunda Modeler."));
        process.all(BoundaryEvent.class)
                .filter(event -> !Elements.isA(event, CompensateEventDefinition.class))
                .filter(event -> event.getOutgoing().isEmpty())
                .forEach(event ->
                        findings.at(process, event, "Nothing comes after it. Connect it with what is to be done."));
    }

    private static boolean isListed(SequenceFlow flow) {
        FlowNode source = flow.getSource();
        FlowNode target = flow.getTarget();
        return source != null
                && target != null
                && source.getOutgoing().contains(flow)
                && target.getIncoming().contains(flow);
    }

    private static void timers(ProcessModel process, Findings findings) {
        for (FlowNode event : process.all(FlowNode.class).toList()) {
            Elements.definition(event, TimerEventDefinition.class)
                    .filter(timer -> !isReadable(timer))
                    .ifPresent(
                            timer -> findings.at(
                                    process,
                                    event,
                                    "Its time cannot be read. Write a duration such as PT72H, a date such as 2027-01-31T09:00:00Z, a repetition such as R3/PT24H, or an expression that begins with =."));
        }
    }

    private static boolean isReadable(TimerEventDefinition timer) {
        String duration = Elements.text(timer.getTimeDuration());
        String date = Elements.text(timer.getTimeDate());
        String cycle = Elements.text(timer.getTimeCycle());
        String text = duration + date + cycle;
        if (Feel.isExpression(text)) {
            return text.length() > 1;
        }
        if (!duration.isEmpty()) {
            return DURATION.matcher(duration).matches();
        }
        return date.isEmpty() ? isCycle(cycle) : isDate(date);
    }

    private static boolean isCycle(String cycle) {
        var repetition = REPETITION.matcher(cycle);
        return repetition.matches()
                ? DURATION.matcher(repetition.group("interval")).matches()
                : CRON.matcher(cycle).matches();
    }

    private static boolean isDate(String date) {
        try {
            return !ZonedDateTime.parse(date).getZone().getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }
}
