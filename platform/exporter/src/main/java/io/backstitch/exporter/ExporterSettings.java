package io.backstitch.exporter;

import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.value.BpmnElementType;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the broker's configuration says about this exporter ({@code args}; the case of the names does not matter, since environment
 * variables have none).
 *
 * @param bootstrapServers {@code bootstrapServers}: where Kafka is; required
 * @param topic {@code topic}: where the records go; default {@code backstitch.engine-records}
 * @param valueTypes {@code valueTypes}: whose events are sent, separated by commas; default {@link #DEFAULT_TYPES}
 * @param elements {@code elements}: of which kinds of elements (BPMN types) the events of {@code PROCESS_INSTANCE} are sent, separated by
 *     commas; default {@link Interest#DEFAULT_ELEMENTS}; {@code ALL} for each step of each element
 * @param variables {@code variables}: whose events keep their variables, separated by commas; default {@code USER_TASK}: what people
 *     submit. From all others they are taken out; of those that somebody sets in the engine the names stay
 * @param bufferBytes {@code bufferBytes}: how much is kept in memory for each partition while Kafka is away; default 16 MiB
 * @param retention {@code retention}: how long the topic keeps a record, when the exporter creates it: an ISO 8601 duration such as
 *     {@code P30D}, or {@code forever}; default 90 days. A rebuild leaves what is older as it is
 * @param producer {@code kafka.*}: settings of Kafka's producer by their own names ({@code kafka.security.protocol}); those that keep
 *     the order and lose nothing cannot be changed
 */
record ExporterSettings(
        String bootstrapServers,
        String topic,
        Set<ValueType> valueTypes,
        Set<BpmnElementType> elements,
        Set<ValueType> variables,
        long bufferBytes,
        Retention retention,
        Map<String, String> producer) {

    private static final String DEFAULT_TOPIC = "backstitch.engine-records";
    /** What history, approvals, alerts and the audit read. Not the variables: they are the largest part, and personal. */
    static final Set<ValueType> DEFAULT_TYPES = Collections.unmodifiableSet(EnumSet.of(
            ValueType.PROCESS_INSTANCE,
            ValueType.JOB,
            ValueType.USER_TASK,
            ValueType.INCIDENT,
            ValueType.TIMER,
            ValueType.MESSAGE,
            ValueType.COMPENSATION_SUBSCRIPTION,
            ValueType.PROCESS_MESSAGE_SUBSCRIPTION,
            ValueType.MESSAGE_START_EVENT_SUBSCRIPTION,
            ValueType.PROCESS_INSTANCE_MODIFICATION,
            ValueType.PROCESS_INSTANCE_MIGRATION,
            ValueType.VARIABLE_DOCUMENT,
            ValueType.FORM,
            ValueType.DECISION_REQUIREMENTS,
            ValueType.PROCESS));

    private static final long DEFAULT_BUFFER = 16 * 1024 * 1024;

    static ExporterSettings of(Map<String, Object> arguments) {
        Map<String, Object> args = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        args.putAll(arguments);
        Map<String, String> producer = new TreeMap<>();
        flatten("", args.get("kafka"), producer);
        return new ExporterSettings(
                required(args, "bootstrapServers"),
                String.valueOf(args.getOrDefault("topic", DEFAULT_TOPIC)),
                valueTypes(args.get("valueTypes")),
                elements(args.get("elements")),
                types(args.getOrDefault("variables", ValueType.USER_TASK.name())),
                bytes(args.getOrDefault("bufferBytes", DEFAULT_BUFFER)),
                Retention.of(String.valueOf(args.getOrDefault("retention", Retention.DEFAULT))),
                Map.copyOf(producer));
    }

    private static String required(Map<String, Object> args, String name) {
        Object value = args.get(name);
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException(
                    "The Kafka exporter needs the argument " + name + ", for instance kafka.example:9092");
        }
        return value.toString();
    }

    private static Set<ValueType> valueTypes(@Nullable Object value) {
        if (value == null) {
            return DEFAULT_TYPES;
        }
        Set<ValueType> types = types(value);
        if (types.isEmpty()) {
            throw new IllegalArgumentException("valueTypes of the Kafka exporter is empty: name at least INCIDENT");
        }
        return types;
    }

    private static Set<BpmnElementType> elements(@Nullable Object value) {
        if (value == null) {
            return Interest.DEFAULT_ELEMENTS;
        }
        List<String> names =
                names(value).map(name -> name.strip().toUpperCase(Locale.ROOT)).toList();
        Set<BpmnElementType> elements = EnumSet.noneOf(BpmnElementType.class);
        if (!names.equals(List.of("ALL"))) {
            names.forEach(name -> elements.add(elementType(name)));
        }
        return elements;
    }

    private static BpmnElementType elementType(String name) {
        try {
            return BpmnElementType.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "elements of the Kafka exporter names " + name + ", which this engine does not have. It has "
                            + Arrays.toString(BpmnElementType.values()),
                    unknown);
        }
    }

    private static Set<ValueType> types(Object value) {
        Set<ValueType> types = EnumSet.noneOf(ValueType.class);
        names(value).forEach(name -> types.add(valueType(name)));
        return types;
    }

    /** From the environment it is one text, from YAML it may be a list, which the broker hands over as a map by index. */
    private static Stream<String> names(Object value) {
        return switch (value) {
            case Map<?, ?> byIndex -> byIndex.values().stream().map(String::valueOf);
            case Collection<?> list -> list.stream().map(String::valueOf);
            default ->
                Arrays.stream(value.toString().split(",")).map(String::strip).filter(name -> !name.isEmpty());
        };
    }

    private static ValueType valueType(String name) {
        try {
            return ValueType.valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "valueTypes of the Kafka exporter names " + name + ", which this engine does not have. It has "
                            + Arrays.toString(ValueType.values()),
                    unknown);
        }
    }

    private static long bytes(Object value) {
        long bytes = Long.parseLong(value.toString().strip());
        if (bytes <= 0) {
            throw new IllegalArgumentException("bufferBytes of the Kafka exporter must be positive, and is " + bytes);
        }
        return bytes;
    }

    private static void flatten(String name, @Nullable Object value, Map<String, String> into) {
        if (value instanceof Map<?, ?> nested) {
            nested.forEach((key, inner) -> flatten(name.isEmpty() ? key + "" : name + "." + key, inner, into));
        } else if (value != null) {
            into.put(name, value.toString());
        }
    }
}
