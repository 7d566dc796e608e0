package io.backstitch.hooks;

import io.backstitch.intake.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JsonPointer;

/**
 * A sender of events.
 *
 * @param event what its events are
 * @param window how far the time of a signature may be from now
 * @param variables where in the payload each field of the request is; none when the payload is the request
 */
record HookSource(
        String name,
        EventType<?> event,
        SignatureScheme scheme,
        List<SecretKeySpec> keys,
        EventId eventId,
        Duration window,
        Map<String, JsonPointer> variables) {

    Verdict verify(Headers headers, byte[] body, Instant now) {
        return scheme.verify(headers, body, keys, now, window);
    }

    /** Its name among all who send us something: its keys do not meet those of others. */
    String sender() {
        return "hook/" + name;
    }

    /** Without the keys: it may end in a log. */
    @Override
    public String toString() {
        return "HookSource[%s]".formatted(name);
    }
}
