package io.backstitch.job;

import io.backstitch.job.ElementTemplate.Group;
import io.backstitch.job.ElementTemplate.Property;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a step in the properties panel. What a step reads and returns is shown, and may be given another name there;
 * an empty field writes nothing into the model: variables come from the scope.
 */
final class TemplateFields {

    static final List<Group> GROUPS = List.of(
            new Group(
                    "reads",
                    "Reads",
                    "Variables that the step takes as they are. Fill in a field only when it is called otherwise."),
            new Group(
                    "returns",
                    "Returns",
                    "Variables that the step sets. Fill in a field only to give it another name; then fill in all that are needed: the engine passes on no other."),
            new Group(
                    "key",
                    "Once",
                    "What tells this effect apart from all others. As a rule there is nothing to fill in."),
            new Group("undo", "Why it is not undone", "The reason that people read when they ask."));

    private static final Map<String, Boolean> MAY_BE_EMPTY = Map.of("notEmpty", false);

    private TemplateFields() {}

    static Stream<Property> job(String jobType) {
        return Stream.of(hidden(jobType, Map.of("type", "zeebe:taskDefinition", "property", "type")));
    }

    static Stream<Property> job(String jobType, int attempts) {
        return Stream.concat(
                job(jobType),
                Stream.of(hidden(
                        String.valueOf(attempts), Map.of("type", "zeebe:taskDefinition", "property", "retries"))));
    }

    /** A message that a run catches finds it by its business id; one that starts a run need not. */
    static List<Property> message(String name, boolean starts) {
        Property called = hidden(name, Map.of("type", "bpmn:Message#property", "name", "name"));
        return starts
                ? List.of(called)
                : List.of(
                        called,
                        hidden(
                                "=" + Step.BUSINESS_ID,
                                Map.of("type", "bpmn:Message#zeebe:subscription#property", "name", "correlationKey")));
    }

    /** The business id is not among them: it says whose run it is, and is never mapped. */
    static Stream<Property> reads(Class<? extends Record> request) {
        return components(request)
                .filter(component -> !component.getName().equals(Step.BUSINESS_ID))
                .map(component -> optional(
                        component.getName(),
                        "A %s, from the variable of this name.".formatted(kind(component)),
                        "reads",
                        "required",
                        Map.of("type", "zeebe:input", "name", component.getName())));
    }

    static Stream<Property> returns(Class<? extends Record> receipt) {
        return components(receipt)
                .map(component -> optional(
                        component.getName(),
                        "A %s, in the variable of this name.".formatted(kind(component)),
                        "returns",
                        null,
                        Map.of("type", "zeebe:output", "source", "=" + component.getName())));
    }

    static Stream<Property> key() {
        return Stream.of(
                optional(
                        "Occurrence",
                        "Which time it is, where the step can run several times in one run: =loopCounter in a multi-instance, the number of the turn in a loop.",
                        "key",
                        "required",
                        Map.of("type", "zeebe:input", "name", "occurrence")),
                optional(
                        "Idempotency key",
                        "Only when the business has a key of its own for this effect; it must be unique over all runs.",
                        "key",
                        "required",
                        Map.of("type", "zeebe:input", "name", "idempotencyKey")));
    }

    static Property withoutCompensation(String reason) {
        return new Property(
                "Reason",
                "Why it is acceptable that the effect stands when its run is undone.",
                "Text",
                "undo",
                reason,
                null,
                null,
                Map.of("type", "zeebe:property", "name", "withoutCompensation"),
                Map.of("notEmpty", true));
    }

    static List<String> names(Class<? extends Record> record) {
        return components(record).map(RecordComponent::getName).toList();
    }

    /** Those that must be there; the business id always is. */
    static List<String> needs(Class<? extends Record> request) {
        return components(request)
                .filter(component -> !Shapes.isNullable(component.getAnnotatedType()))
                .map(RecordComponent::getName)
                .filter(name -> !name.equals(Step.BUSINESS_ID))
                .toList();
    }

    private static Stream<RecordComponent> components(Class<? extends Record> record) {
        return Arrays.stream(record.getRecordComponents());
    }

    private static String kind(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == boolean.class || type == Boolean.class) {
            return "yes or no";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "number";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "list";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "context" : "text";
    }

    private static Property hidden(String value, Map<String, String> binding) {
        return new Property(null, null, "Hidden", null, value, null, null, binding, null);
    }

    private static Property optional(
            String label, String description, String group, @Nullable String feel, Map<String, String> binding) {
        return new Property(label, description, "String", group, null, true, feel, binding, MAY_BE_EMPTY);
    }
}
