package io.backstitch.hooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of an event: the body, or the field {@code payload} of a form where the scheme's senders send such. */
@Component
class Payloads {

    private static final String FORM_FIELD = "payload=";

    private final ObjectReader exact;

    Payloads(JsonMapper json) {
        this.exact = json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /** @throws Refused when it is none of the types that the scheme's senders send */
    void checkType(SignatureScheme scheme, @Nullable String contentType) {
        MediaType type = type(contentType);
        boolean known = MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)
                || (scheme.sendsForms() && MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(type));
        if (!known) {
            throw new Refused(Refusal.WRONG_TYPE, "Send the event as application/json");
        }
    }

    /** @throws Refused when it is no JSON object */
    JsonNode read(byte[] body, @Nullable String contentType) {
        boolean form = MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(type(contentType));
        JsonNode payload;
        try {
            payload = form ? exact.readTree(payloadField(body)) : exact.readTree(body);
        } catch (JacksonException | IllegalArgumentException ignored) {
            // Without the cause, which quotes the payload.
            throw new Refused(Refusal.MALFORMED, "The event is no JSON, or has a field twice");
        }
        if (!payload.isObject()) {
            throw new Refused(Refusal.MALFORMED, "The event is no JSON object");
        }
        return payload;
    }

    private static String payloadField(byte[] body) {
        List<String> values = Arrays.stream(new String(body, UTF_8).split("&", -1))
                .filter(field -> field.startsWith(FORM_FIELD))
                .toList();
        if (values.size() != 1) {
            throw new Refused(Refusal.MALFORMED, "The form must have the field payload, once");
        }
        return URLDecoder.decode(values.getFirst().substring(FORM_FIELD.length()), UTF_8);
    }

    private static @Nullable MediaType type(@Nullable String contentType) {
        try {
            return contentType == null ? null : MediaType.parseMediaType(contentType);
        } catch (InvalidMediaTypeException ignored) {
            return null;
        }
    }
}
