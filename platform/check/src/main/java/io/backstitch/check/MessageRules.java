package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.CatchEvent;
import io.camunda.zeebe.model.bpmn.instance.Message;
import io.camunda.zeebe.model.bpmn.instance.MessageEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.ReceiveTask;
import io.camunda.zeebe.model.bpmn.instance.StartEvent;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeSubscription;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What comes from outside finds its run. */
final class MessageRules {

    private MessageRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.ofProcess(
                        "started-by-message",
                        "The intake starts a run by a message, once for each request. A run that starts otherwise has no business id, and its effects no key.",
                        "Give the process one start event: the message `<process>.` and what has been asked for. Only a draft starts by its form.",
                        MessageRules::start),
                Rule.ofProcess(
                        "start-keeps-variables",
                        "When a start event has output mappings, the engine keeps nothing of the message but what they name: the run loses its business id and stands.",
                        "Take the output mappings away from the start event, and map in a later step.",
                        MessageRules::outputs),
                Rule.ofProcess(
                        "correlation-key",
                        "A message without a correlation key finds no run.",
                        "Set the message's subscription correlation key, as a rule `=businessId`.",
                        MessageRules::keys));
    }

    private static void start(ProcessModel process, Findings findings) {
        List<StartEvent> starts = process.top(StartEvent.class).toList();
        boolean sound = starts.size() == 1 && Elements.isA(starts.getFirst(), MessageEventDefinition.class);
        if (process.isRun() && !sound) {
            findings.at(
                    process,
                    starts.isEmpty() ? process.element() : starts.getFirst(),
                    "Runs must start by a message: that is how the intake starts each request once. Use one start event with a message such as %s.requested.",
                    process.id());
        }
    }

    private static void outputs(ProcessModel process, Findings findings) {
        process.top(StartEvent.class)
                .filter(start -> process.isRun() && Elements.isA(start, MessageEventDefinition.class))
                .filter(start -> Elements.outputs(start).findAny().isPresent())
                .forEach(
                        start -> findings.at(
                                process,
                                start,
                                "It has output mappings, and the engine would keep only what they name: take them away, and map in a later step."));
    }

    private static void keys(ProcessModel process, Findings findings) {
        Stream.concat(
                        process.all(CatchEvent.class)
                                .filter(event -> !(event instanceof StartEvent)
                                        || !event.getParentElement().equals(process.element()))
                                .flatMap(event -> Elements.definition(event, MessageEventDefinition.class).stream())
                                .map(MessageEventDefinition::getMessage),
                        process.all(ReceiveTask.class).map(ReceiveTask::getMessage))
                .filter(Objects::nonNull)
                .distinct()
                .filter(message -> !hasKey(message))
                .forEach(message -> findings.at(
                        process,
                        message,
                        "It is caught, but has no correlation key to find its run. Set it, as a rule to =businessId."));
    }

    private static boolean hasKey(@Nullable Message message) {
        return message != null
                && Elements.extension(message, ZeebeSubscription.class)
                        .map(ZeebeSubscription::getCorrelationKey)
                        .filter(key -> key != null && !key.isBlank())
                        .isPresent();
    }
}
