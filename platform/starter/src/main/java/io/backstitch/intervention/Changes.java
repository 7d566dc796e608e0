package io.backstitch.intervention;

import io.backstitch.messaging.EngineRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads from the engine's records which commands changed a run. Each command leaves one such record, and nothing else does. */
final class Changes {

    private static final long NONE = -1;
    /** Who sets variables chooses their names: a few are enough to know what it was about. */
    private static final int NAMES = 20;

    private static final int LENGTH = 100;

    private Changes() {}

    /** A process instance that nobody called ends in this way only when it is cancelled, or when a modification leaves nothing of it. */
    static Optional<Change> cancelled(EngineRecord record) {
        boolean cancelled = record.intent().equals("ELEMENT_TERMINATED")
                && record.text("bpmnElementType").equals("PROCESS")
                && record.number("parentProcessInstanceKey") == NONE;
        return cancelled
                ? Optional.of(new Change(
                        Change.What.CANCELLED,
                        record.key(),
                        record.key(),
                        Map.of("process", record.text("bpmnProcessId"))))
                : Optional.empty();
    }

    static Optional<Change> modified(EngineRecord record) {
        if (!record.intent().equals("MODIFIED")) {
            return Optional.empty();
        }
        List<JsonNode> activated =
                record.value().path("activateInstructions").valueStream().toList();
        Stream<String> variables = activated.stream()
                .flatMap(instruction -> instruction.path("variableInstructions").valueStream())
                .flatMap(instruction ->
                        instruction.path("variables").propertyStream().map(Map.Entry::getKey));
        return Optional.of(new Change(
                Change.What.MODIFIED,
                record.key(),
                record.number("processInstanceKey"),
                Map.of(
                        "activated",
                        names(activated.stream()
                                .map(instruction ->
                                        instruction.path("elementId").asString(""))),
                        "terminated",
                        record.value().path("terminateInstructions").size(),
                        "variables",
                        names(variables))));
    }

    static Optional<Change> migrated(EngineRecord record) {
        return record.intent().equals("MIGRATED")
                ? Optional.of(new Change(
                        Change.What.MIGRATED,
                        record.key(),
                        record.number("processInstanceKey"),
                        Map.of("definition", String.valueOf(record.number("targetProcessDefinitionKey")))))
                : Optional.empty();
    }

    static Optional<Change> variablesSet(EngineRecord record) {
        if (!record.intent().equals("UPDATED")) {
            return Optional.empty();
        }
        long scope = record.number("scopeKey");
        Stream<String> variables =
                record.value().path("variables").propertyStream().map(Map.Entry::getKey);
        return Optional.of(new Change(
                Change.What.VARIABLES_SET,
                scope,
                scope,
                Map.of("scope", String.valueOf(scope), "variables", names(variables))));
    }

    static Change incidentResolved(EngineRecord record) {
        return new Change(
                Change.What.INCIDENT_RESOLVED,
                record.key(),
                record.number("processInstanceKey"),
                Map.of(
                        "process", record.text("bpmnProcessId"),
                        "element", record.text("elementId"),
                        "incident", String.valueOf(record.key())));
    }

    private static List<String> names(Stream<String> names) {
        return names.distinct().sorted().limit(NAMES).map(Changes::printable).toList();
    }

    /** The audit keeps no half characters. */
    private static String printable(String name) {
        return name.codePoints()
                .limit(LENGTH)
                .map(it -> Character.isISOControl(it) || Character.getType(it) == Character.SURROGATE ? '?' : it)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
