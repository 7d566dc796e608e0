package io.backstitch.intake;

import io.backstitch.start.StartRefused;
import io.backstitch.value.BadFields;
import io.backstitch.value.Field;
import io.backstitch.value.Unreadable;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All that may come in, by name; and how JSON becomes one of them, by the same rules at each door. */
@Component
public class EventTypes {

    private final Map<String, EventType<?>> types;
    private final JsonMapper json;
    private final Validator validator;

    EventTypes(ObjectProvider<EventType<?>> types, JsonMapper json, Validator validator) {
        this.types = types.stream()
                .collect(Collectors.toMap(
                        EventType::name,
                        Function.identity(),
                        (one, other) -> {
                            throw new StartRefused(
                                    "%s and %s are both called %s."
                                            .formatted(
                                                    one.getClass().getName(),
                                                    other.getClass().getName(),
                                                    one.name()),
                                    "Give each type of event a name of its own: the message of one process.");
                        },
                        TreeMap::new));
        this.json = json;
        this.validator = validator;
    }

    /** By its name, whichever doors take it: for who takes nothing in. */
    public Optional<EventType<?>> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** By its name; empty when this door does not take it. */
    public Optional<EventType<?>> find(String name, Door door) {
        return find(name).filter(type -> type.doors().contains(door));
    }

    /** Those that this door takes, for people, in the order of the alphabet. */
    public String names(Door door) {
        String names = types.values().stream()
                .filter(type -> type.doors().contains(door))
                .map(EventType::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none, for none declares the door " + door : names;
    }

    /** Why this door takes nothing of this name, to stand behind the name of the setting that says it. */
    public String refusal(@Nullable String name, Door door) {
        if (name == null) {
            return "is missing: one of " + names(door);
        }
        String why = find(name)
                .map(type -> ", whose doors are %s and not %s".formatted(new TreeSet<>(type.doors()), door))
                .orElse("");
        return "is \"%s\"%s: one of %s".formatted(name, why, names(door));
    }

    /**
     * What a program has sent: there is no person to name.
     *
     * @param source who asks
     * @param id by which the source tells it from others
     * @throws BadEvent when fields are missing or wrong
     */
    public <R extends Record> Trigger trigger(
            EventType<R> type, Door door, JsonNode payload, String source, String id) {
        return Trigger.of(type, door, check(type, payload), Sender.program(source), id, source);
    }

    /**
     * The request that JSON stands for.
     *
     * @throws BadEvent when fields are missing or wrong
     */
    public <R extends Record> R check(EventType<R> type, JsonNode payload) {
        R request = read(type, payload);
        List<Field> wrong = validator.validate(request).stream()
                .map(it -> new Field(it.getPropertyPath().toString(), it.getMessage()))
                .sorted()
                .toList();
        if (!wrong.isEmpty()) {
            throw new BadEvent(wrong);
        }
        return request;
    }

    private <R extends Record> R read(EventType<R> type, JsonNode payload) {
        try {
            return json.treeToValue(payload, type.type());
        } catch (JacksonException e) {
            // Without the cause, which quotes the payload.
            if (e instanceof BadFields bad) {
                throw new BadEvent(bad.fields());
            }
            throw new BadEvent(List.of(new Field(Unreadable.field(e), Unreadable.fault(e))));
        }
    }
}
