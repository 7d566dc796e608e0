package io.backstitch.job;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What tells one way of writing a record from another: its components, one a line, in the order of the alphabet, with their types. Packages do not count,
 * and records within are told as their components, so that moving or renaming a class changes nothing.
 */
final class Shapes {

    private Shapes() {}

    static String of(Class<? extends Record> type) {
        return String.join("\n", components(type, new ArrayDeque<>(List.of(type))));
    }

    /** Whether what has one shape is read as it is where the other is written: it lacks only what may be absent. */
    static boolean isWidened(String before, String now) {
        Set<String> former = Set.of(before.split("\n"));
        Set<String> current = Set.of(now.split("\n"));
        return current.containsAll(former)
                && current.stream()
                        .filter(component -> !former.contains(component))
                        .allMatch(component ->
                                component.substring(0, component.indexOf(':')).endsWith("?"));
    }

    static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static List<String> components(Class<?> type, Deque<Class<?>> within) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> text(component, within))
                .sorted()
                .toList();
    }

    private static String text(RecordComponent component, Deque<Class<?>> within) {
        AnnotatedType type = component.getAnnotatedType();
        return "%s%s: %s".formatted(component.getName(), isNullable(type) ? "?" : "", text(type, within));
    }

    private static String text(AnnotatedType type, Deque<Class<?>> within) {
        if (type instanceof AnnotatedArrayType array) {
            return text(array.getAnnotatedGenericComponentType(), within) + "[]";
        }
        Class<?> raw = raw(type.getType());
        if (type instanceof AnnotatedParameterizedType generic) {
            return Arrays.stream(generic.getAnnotatedActualTypeArguments())
                    .map(argument -> text(argument, within) + (isNullable(argument) ? "?" : ""))
                    .collect(Collectors.joining(", ", raw.getSimpleName() + "<", ">"));
        }
        return raw.isRecord() && !within.contains(raw) ? record(raw, within) : raw.getSimpleName();
    }

    private static String record(Class<?> type, Deque<Class<?>> within) {
        within.push(type);
        String components = components(type, within).stream().collect(Collectors.joining(", ", "{", "}"));
        within.pop();
        return components;
    }

    static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> raw(generic.getRawType());
            default -> Object.class;
        };
    }
}
