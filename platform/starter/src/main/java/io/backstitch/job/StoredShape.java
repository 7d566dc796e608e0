package io.backstitch.job;

import io.backstitch.compensation.UnknownToThisVersion;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Requests or receipts as they are stored: as this version writes them, and as earlier ones did, where the record declares how they become today's
 * ({@link Upgrade}). What was written otherwise is not read at all: half understood, an undo would take back nothing and say that it did.
 *
 * @param <T> the record, as it is today
 */
final class StoredShape<T extends Record> {

    private final Class<T> type;
    private final String text;
    private final Map<String, Method> upgrades = new LinkedHashMap<>();
    private final StepJson json;

    StoredShape(Class<T> type, StepJson json) {
        this.type = type;
        this.text = Shapes.of(type);
        this.json = json;
        Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Upgrade.class))
                .forEach(this::add);
    }

    private void add(Method upgrade) {
        Class<?>[] from = upgrade.getParameterTypes();
        boolean fits = Modifier.isStatic(upgrade.getModifiers())
                && upgrade.getReturnType() == type
                && from.length == 1
                && from[0].isRecord();
        if (!fits) {
            throw new BadDeclaration(
                    type, "must have, as @Upgrade, a static method from a record of the former components to itself");
        }
        upgrade.setAccessible(true);
        upgrades.put(Shapes.of(from[0].asSubclass(Record.class)), upgrade);
    }

    /** As it is stored beside what this version writes. */
    String text() {
        return text;
    }

    Optional<JsonFault> fault(JsonNode value) {
        return json.fault(value, type);
    }

    /**
     * What was stored, as this version writes it.
     *
     * @param shape with which it was written; null when that was not told: then it must read strictly, as today's or as one of the former ones
     * @throws UnknownToThisVersion when it cannot be read for certain
     */
    String current(String stored, @Nullable String shape) {
        JsonNode value = json.tree(stored);
        if (shape == null) {
            return asAnyOf(stored, value);
        }
        if (isOurs(shape)) {
            return requireRead(stored, value);
        }
        Method upgrade = upgrades.get(shape);
        if (upgrade == null) {
            throw writtenWith(shape);
        }
        return upgraded(value, upgrade);
    }

    /** Why what was written with this shape is not read; empty when it is. */
    Optional<String> unread(String shape) {
        return isOurs(shape) || upgrades.containsKey(shape)
                ? Optional.empty()
                : Optional.ofNullable(writtenWith(shape).getMessage());
    }

    /** The shape with which something was written that does not tell it; empty when it reads as none. */
    Optional<String> shapeOf(String stored) {
        JsonNode value = json.tree(stored);
        return fault(value).isEmpty()
                ? Optional.of(text)
                : upgrades.entrySet().stream()
                        .filter(upgrade ->
                                json.fault(value, former(upgrade.getValue())).isEmpty())
                        .map(Map.Entry::getKey)
                        .findFirst();
    }

    private boolean isOurs(String shape) {
        return shape.equals(text) || Shapes.isWidened(shape, text);
    }

    private UnknownToThisVersion writtenWith(String shape) {
        return unknown("was written with the components (%s)".formatted(oneLine(shape)));
    }

    private String requireRead(String stored, JsonNode value) {
        Optional<JsonFault> fault = fault(value);
        if (fault.isPresent()) {
            throw unknown("cannot be read: " + fault.get().sentence());
        }
        return stored;
    }

    private String asAnyOf(String stored, JsonNode value) {
        Optional<JsonFault> fault = fault(value);
        if (fault.isEmpty()) {
            return stored;
        }
        return upgrades.values().stream()
                .filter(upgrade -> json.fault(value, former(upgrade)).isEmpty())
                .findFirst()
                .map(upgrade -> upgraded(value, upgrade))
                .orElseThrow(() -> unknown("cannot be read: " + fault.get().sentence()));
    }

    private String upgraded(JsonNode value, Method upgrade) {
        json.fault(value, former(upgrade)).ifPresent(fault -> {
            throw unknown("cannot be read as it was written: " + fault.sentence());
        });
        try {
            return json.write(upgrade.invoke(null, json.value(value, former(upgrade))));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("The upgrade of a stored %s failed".formatted(name()), e.getCause());
        }
    }

    private static Class<? extends Record> former(Method upgrade) {
        return upgrade.getParameterTypes()[0].asSubclass(Record.class);
    }

    private UnknownToThisVersion unknown(String what) {
        return new UnknownToThisVersion(
                "A stored %s %s; this version has (%s). Declare an @Upgrade in it, or deploy a version that reads it; nothing was done"
                        .formatted(name(), what, oneLine(text)));
    }

    /** Of the worker, too: all requests are called so. */
    private String name() {
        Class<?> worker = type.getEnclosingClass();
        return worker == null ? type.getSimpleName() : worker.getSimpleName() + "." + type.getSimpleName();
    }

    private static String oneLine(String shape) {
        return shape.replace("\n", ", ");
    }
}
