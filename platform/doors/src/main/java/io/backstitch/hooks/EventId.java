package io.backstitch.hooks;

import io.backstitch.compensation.Fingerprint;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Where the id of an event is, by which it is told from others of its source: one id is one run, for ever. */
sealed interface EventId {

    /** In a header. */
    record Header(String name) implements EventId {}

    /** In the payload. */
    record Pointer(JsonPointer pointer) implements EventId {}

    /** The hash of the body: whoever sends the same bytes again sends the same event. */
    record Body() implements EventId {}

    /**
     * As it is configured.
     *
     * @throws IllegalArgumentException when the text is neither {@code body} nor a JSON pointer
     */
    static EventId of(String text) {
        return text.equals("body") ? new Body() : new Pointer(pointer(text));
    }

    /**
     * A place in the payload.
     *
     * @throws IllegalArgumentException when the text is none; the empty one, which is the whole payload, is none here
     */
    static JsonPointer pointer(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("\"%s\" is no JSON pointer such as /data/id".formatted(text));
        }
        return JsonPointer.compile(text);
    }

    /** The id of this event; null when it has none. */
    default @Nullable String find(Headers headers, byte[] body, JsonNode payload) {
        return switch (this) {
            case Header header -> headers.get(header.name());
            case Pointer pointer -> text(payload.at(pointer.pointer()));
            case Body ignored -> "sha256:" + Fingerprint.of(body);
        };
    }

    private static @Nullable String text(JsonNode value) {
        return value.isString() || value.isIntegralNumber() ? value.asString() : null;
    }
}
