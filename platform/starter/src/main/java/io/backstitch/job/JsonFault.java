package io.backstitch.job;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The first thing in which JSON differs from the record that it is to be read as. The library would make null of what is missing, a number of a text, and
 * pass over what it does not know.
 *
 * @param field where; empty for the whole
 * @param why as the rest of a sentence that begins with the field
 */
record JsonFault(String field, String why) {

    private static final Set<Class<?>> WHOLE =
            Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class, byte.class, Byte.class);

    /** A component of a record. The JDK works out its annotated type anew each time that it is asked, which cost more than the rest of a look. */
    private record Part(String name, AnnotatedType type) {

        static Part of(RecordComponent component) {
            return new Part(component.getName(), component.getAnnotatedType());
        }
    }

    private static final ClassValue<List<Part>> PARTS = new ClassValue<>() {
        @Override
        protected List<Part> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Part::of).toList();
        }
    };

    /** What is written by us, or by a person in our place: all of it, and nothing else. */
    static Optional<JsonFault> strictly(JsonNode json, Class<? extends Record> type) {
        return inRecord(json, type, "", true);
    }

    /** What has more than the record needs, such as the variables of a run: only what is missing. */
    static Optional<JsonFault> missing(JsonNode json, Class<? extends Record> type) {
        return inRecord(json, type, "", false);
    }

    String sentence() {
        return "%s %s".formatted(field.isEmpty() ? "it" : "\"" + field + "\"", why);
    }

    private static Optional<JsonFault> inRecord(JsonNode json, Class<?> type, String at, boolean strict) {
        if (!json.isObject()) {
            return strict ? fault(at, "must be an object") : Optional.empty();
        }
        List<Part> parts = PARTS.get(type);
        Stream<Optional<JsonFault>> ofParts = parts.stream()
                .map(part -> inValue(json.get(part.name()), part.type(), within(at, part.name()), strict));
        return Stream.concat(strict ? unknown(json, parts, at) : Stream.of(), ofParts)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Stream<Optional<JsonFault>> unknown(JsonNode json, List<Part> parts, String at) {
        Set<String> known = parts.stream().map(Part::name).collect(Collectors.toSet());
        return json.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .map(name -> fault(within(at, name), "is not known; there are: " + names(parts)));
    }

    private static String names(List<Part> parts) {
        return parts.stream().map(Part::name).collect(Collectors.joining(", "));
    }

    private static Optional<JsonFault> inValue(
            @Nullable JsonNode value, AnnotatedType type, String at, boolean strict) {
        if (value == null || value.isNull()) {
            boolean isJson = JsonNode.class.isAssignableFrom(Shapes.raw(type.getType()));
            boolean mayBe = Shapes.isNullable(type) || (isJson && value != null);
            return mayBe ? Optional.empty() : fault(at, value == null ? "is missing" : "must not be null");
        }
        Class<?> raw = Shapes.raw(type.getType());
        if (raw.isRecord()) {
            return inRecord(value, raw, at, strict);
        }
        return strict ? kind(value, raw, at).or(() -> inParts(value, type, at)) : Optional.empty();
    }

    private static Optional<JsonFault> kind(JsonNode value, Class<?> type, String at) {
        if (type == boolean.class || type == Boolean.class) {
            return value.isBoolean() ? Optional.empty() : fault(at, "must be true or false");
        }
        if (WHOLE.contains(type)) {
            return value.isIntegralNumber() ? Optional.empty() : fault(at, "must be a whole number");
        }
        if (Number.class.isAssignableFrom(type) || type == double.class || type == float.class) {
            return value.isNumber() ? Optional.empty() : fault(at, "must be a number");
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return value.isArray() ? Optional.empty() : fault(at, "must be a list");
        }
        if (type == String.class || type.isEnum()) {
            return value.isString() ? Optional.empty() : fault(at, "must be a text");
        }
        return Optional.empty();
    }

    private static Optional<JsonFault> inParts(JsonNode value, AnnotatedType type, String at) {
        if (type instanceof AnnotatedArrayType array) {
            return inElements(value, array.getAnnotatedGenericComponentType(), at);
        }
        if (!(type instanceof AnnotatedParameterizedType generic)) {
            return Optional.empty();
        }
        AnnotatedType part = List.of(generic.getAnnotatedActualTypeArguments()).getLast();
        boolean map = Map.class.isAssignableFrom(Shapes.raw(type.getType()));
        return map && value.isObject() ? inEntries(value, part, at) : inElements(value, part, at);
    }

    private static Optional<JsonFault> inElements(JsonNode list, AnnotatedType type, String at) {
        return IntStream.range(0, list.size())
                .mapToObj(index -> inValue(list.get(index), type, "%s[%d]".formatted(at, index), true))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<JsonFault> inEntries(JsonNode map, AnnotatedType type, String at) {
        return map.propertyNames().stream()
                .map(name -> inValue(map.get(name), type, within(at, name), true))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static String within(String at, String name) {
        return at.isEmpty() ? name : at + "." + name;
    }

    private static Optional<JsonFault> fault(String field, String why) {
        return Optional.of(new JsonFault(field, why));
    }
}
