package io.backstitch.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.intake.Door;
import io.backstitch.intake.EventType;
import io.backstitch.intake.EventTypesOf;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.FileSystemResource;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/asyncapi.yaml} says what goes out and what comes in, field by field. */
class AsyncApiTest {

    /** What is published, by its type. */
    private static final Map<String, String> DATA = Map.of(
            DomainEvent.RUN_ENDED, "io.backstitch.job.RunEnds$End",
            DomainEvent.RUN_STUCK, "io.backstitch.waiting.StuckWatch$Told",
            DomainEvent.RUN_MOVES, "io.backstitch.waiting.StuckWatch$Told",
            DomainEvent.DEAD_LETTER_OPENED, "io.backstitch.deadletter.LetterEvents$Opened",
            DomainEvent.DEAD_LETTER_DECIDED, "io.backstitch.deadletter.LetterEvents$Decided",
            DomainEvent.INCIDENT_OPENED, "io.backstitch.messaging.IncidentEvents$Told",
            DomainEvent.INCIDENT_RESOLVED, "io.backstitch.messaging.IncidentEvents$Told",
            DomainEvent.AUDIT_CHECKPOINT, "io.backstitch.auditlog.Checkpoints$Published",
            DomainEvent.APPROVAL_REMINDER, "io.backstitch.approval.RemindApprovers$Reminder",
            DomainEvent.INSTANCE_REFUSED, "io.backstitch.job.Refusals$Told");

    private final Map<String, Object> document = document();

    @Test
    void tellsAllThatGoesOut() throws ReflectiveOperationException {
        assertThat(DATA.keySet()).as("add the data of a new type here").isEqualTo(types());
        assertThat(at("channels", "events", "messages")).containsOnlyKeys(types());
        for (var type : DATA.entrySet()) {
            Class<?> data = Class.forName(type.getValue());
            assertThat(properties(type.getKey())).as(type.getKey()).isEqualTo(fields(data));
            assertThat(required(type.getKey()))
                    .as("all are there, if only as null")
                    .isEqualTo(names(data));
        }
    }

    @Test
    void tellsAllThatComesIn() {
        Map<String, EventType<?>> types = EventTypesOf.allProcesses();
        types.values().removeIf(type -> !type.doors().contains(Door.TOPIC));
        assertThat(at("channels", "triggers", "messages")).containsOnlyKeys(types.keySet());
        types.forEach((name, type) -> {
            assertThat(properties(name)).as(name).isEqualTo(fields(type.type()));
            assertThat(required(name))
                    .as(name)
                    .isEqualTo(Arrays.stream(type.type().getRecordComponents())
                            .filter(field -> !isNullable(field))
                            .map(RecordComponent::getName)
                            .toList());
        });
    }

    @Test
    void eachMessageHasItsOwnTypeAndData() {
        Map<String, Object> messages = new TreeMap<>(at("components", "messages"));
        messages.remove("poison");
        messages.keySet().forEach(name -> {
            Map<?, ?> own = (Map<?, ?>)
                    list(at("components", "messages", name, "payload"), "allOf").get(1);
            Map<String, Object> properties = map(own.get("properties"));
            assertThat(map(properties.get("type"))).containsEntry("const", name);
            assertThat(map(properties.get("data"))).containsEntry("$ref", "#/components/schemas/" + name);
        });
    }

    private static List<String> names(Class<?> data) {
        return Arrays.stream(data.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /** The JSON types of a record's fields; what can be null says so. */
    private static Map<String, String> fields(Class<?> data) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (RecordComponent field : data.getRecordComponents()) {
            fields.put(field.getName(), jsonType(field.getType()) + (isNullable(field) ? "|null" : ""));
        }
        return fields;
    }

    /** A number of the vocabulary of our doors. */
    private static boolean isNumber(Class<?> type) {
        return type == long.class
                || type == int.class
                || (type.isRecord()
                        && type.getRecordComponents().length == 1
                        && type.getRecordComponents()[0].getType().isPrimitive());
    }

    private static String jsonType(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(word -> JsonMapper.shared().valueToTree(word).asString())
                    .collect(Collectors.joining(",", "string of ", ""));
        }
        if (Number.class.isAssignableFrom(type) || isNumber(type)) {
            return "integer";
        }
        if (type == boolean.class) {
            return "boolean";
        }
        return Iterable.class.isAssignableFrom(type) ? "array" : "string";
    }

    private static boolean isNullable(RecordComponent field) {
        return field.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private Map<String, String> properties(String schema) {
        Map<String, String> properties = new LinkedHashMap<>();
        at("components", "schemas", schema, "properties")
                .forEach((name, property) -> properties.put(name, text(map(property))));
        return properties;
    }

    private static String text(Map<String, Object> property) {
        Object type = Objects.requireNonNull(property.get("type"));
        String text = type instanceof List<?> several
                ? several.stream().map(String::valueOf).collect(Collectors.joining("|"))
                : type.toString();
        return property.get("enum") instanceof List<?> values
                ? values.stream().map(String::valueOf).collect(Collectors.joining(",", text + " of ", ""))
                : text;
    }

    private List<?> required(String schema) {
        return list(at("components", "schemas", schema), "required");
    }

    private static Set<String> types() {
        return Stream.of(DomainEvent.class.getFields()).map(AsyncApiTest::value).collect(Collectors.toSet());
    }

    private static String value(Field constant) {
        try {
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> document() {
        var yaml = new YamlMapFactoryBean();
        yaml.setResources(new FileSystemResource(Path.of("..", "docs", "asyncapi.yaml")));
        return Objects.requireNonNull(yaml.getObject());
    }

    private Map<String, Object> at(String... path) {
        Map<String, Object> here = document;
        for (String name : path) {
            here = map(here.get(name));
        }
        return here;
    }

    private static List<?> list(Map<String, Object> in, String name) {
        return (List<?>) Objects.requireNonNull(in.get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value, "not in docs/asyncapi.yaml");
    }
}
