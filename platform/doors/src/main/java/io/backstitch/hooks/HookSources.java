package io.backstitch.hooks;

import io.backstitch.intake.Door;
import io.backstitch.intake.EventType;
import io.backstitch.intake.EventTypes;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonPointer;

/** The senders of events, as they are configured. The application does not start with one that is not whole, and says what to do. */
@Component
class HookSources {

    /** So that every part of its configuration can be an environment variable. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*");

    private final EventTypes types;
    private final Map<String, HookSource> sources = new LinkedHashMap<>();

    HookSources(HookSettings settings, EventTypes types) {
        this.types = types;
        settings.sources().forEach((name, source) -> sources.put(name, read(name, source)));
    }

    Optional<HookSource> find(String name) {
        return Optional.ofNullable(sources.get(name));
    }

    private HookSource read(String name, HookSettings.Source source) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "backstitch.hooks.sources.%s: a name has lower-case letters and digits only".formatted(name));
        }
        SignatureScheme scheme = source.scheme();
        if (scheme == null) {
            throw wrong(name, "scheme", "is missing: one of standard-webhooks, github, stripe, slack");
        }
        EventType<?> event = event(name, source.event());
        return new HookSource(
                name,
                event,
                scheme,
                keys(name, scheme, source.secrets()),
                eventId(name, scheme, source.eventId()),
                window(name, source.replayWindow()),
                variables(name, event, source.variables()));
    }

    private EventType<?> event(String name, @Nullable String event) {
        return Optional.ofNullable(event)
                .flatMap(it -> types.find(it, Door.WEBHOOK))
                .orElseThrow(() -> wrong(name, "event", types.refusal(event, Door.WEBHOOK)));
    }

    private static List<SecretKeySpec> keys(String name, SignatureScheme scheme, List<String> secrets) {
        if (secrets.isEmpty()) {
            throw wrong(
                    name,
                    "secrets",
                    "is empty, so that nobody could prove an event. Set BACKSTITCH_HOOKS_SOURCES_%s_SECRETS_0"
                            .formatted(name.toUpperCase(Locale.ROOT)));
        }
        List<SecretKeySpec> keys = new ArrayList<>();
        for (int i = 0; i < secrets.size(); i++) {
            keys.add(key(name, scheme, i, secrets.get(i)));
        }
        return keys;
    }

    private static SecretKeySpec key(String name, SignatureScheme scheme, int number, String secret) {
        String which = "secrets[%d]".formatted(number);
        if (secret.isBlank()) {
            throw wrong(name, which, "is blank, so that anybody could sign");
        }
        try {
            return scheme.key(secret);
        } catch (IllegalArgumentException ignored) {
            // Without the cause, which quotes the secret.
            throw wrong(name, which, "is not base64, with or without whsec_ in front");
        }
    }

    private static EventId eventId(String name, SignatureScheme scheme, @Nullable String configured) {
        try {
            return configured == null ? scheme.eventId() : EventId.of(configured);
        } catch (IllegalArgumentException e) {
            throw wrong(name, "event-id", "is neither body nor a JSON pointer: " + e.getMessage());
        }
    }

    private static Duration window(String name, Duration window) {
        if (!window.isPositive()) {
            throw wrong(name, "replay-window", "is %s: more than nothing, such as 5m".formatted(window));
        }
        return window;
    }

    private static Map<String, JsonPointer> variables(String name, EventType<?> event, Map<String, String> configured) {
        List<String> fields = Arrays.stream(event.type().getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        Map<String, JsonPointer> variables = new LinkedHashMap<>();
        configured.forEach((field, pointer) -> {
            if (!fields.contains(field)) {
                throw wrong(
                        name,
                        "variables." + field,
                        "is no field of %s, which has %s".formatted(event.name(), String.join(", ", fields)));
            }
            try {
                variables.put(field, EventId.pointer(pointer));
            } catch (IllegalArgumentException e) {
                throw wrong(name, "variables." + field, e.getMessage());
            }
        });
        return variables;
    }

    private static IllegalArgumentException wrong(String name, String key, @Nullable String what) {
        return new IllegalArgumentException("backstitch.hooks.sources.%s.%s %s".formatted(name, key, what));
    }
}
