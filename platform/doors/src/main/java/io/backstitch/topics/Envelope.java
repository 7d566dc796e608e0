package io.backstitch.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says what is wrong with the attributes of a CloudEvent, one sentence for each fault, before the library reads it, whose own words quote
 * what came.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#required-attributes">the attributes</a>
 */
final class Envelope {

    private static final String STRUCTURED = "application/cloudevents";
    private static final String BATCH = "application/cloudevents-batch";
    private static final String CONTENT_TYPE = "content-type";
    private static final String PREFIX = "ce_";
    private static final List<String> REQUIRED = List.of("specversion", "id", "source", "type");

    private final JsonMapper json;

    Envelope(JsonMapper json) {
        this.json = json;
    }

    /** Empty when its attributes are those of a CloudEvent 1.0; else a sentence that quotes nothing of it but names of attributes. */
    Optional<String> fault(ConsumerRecord<byte[], byte[]> message) {
        return Optional.ofNullable(headerTwice(message))
                .or(() -> Optional.ofNullable(noText(message)))
                .or(() -> Optional.ofNullable(faultOfMode(message)));
    }

    /** Whether the attributes are in the value, beside the data. */
    static boolean isStructured(ConsumerRecord<byte[], byte[]> message) {
        String type = header(message, CONTENT_TYPE);
        return type != null && type.startsWith(STRUCTURED);
    }

    private @Nullable String faultOfMode(ConsumerRecord<byte[], byte[]> message) {
        String type = header(message, CONTENT_TYPE);
        if (type != null && type.startsWith(BATCH)) {
            return "It is a batch of CloudEvents; send each as a message of its own";
        }
        if (isStructured(message)) {
            return structured(message.value());
        }
        if (header(message, PREFIX + "specversion") == null) {
            return "It is no CloudEvent: it has neither the header content-type: application/cloudevents+json nor the header"
                    + " ce_specversion";
        }
        return attributes(name -> header(message, PREFIX + name));
    }

    private @Nullable String structured(byte @Nullable [] value) {
        JsonNode event;
        try {
            event = value == null ? json.missingNode() : json.readTree(value);
        } catch (JacksonException ignored) {
            // Told below, without the cause, which quotes the event.
            return "It is no CloudEvent: its value is no JSON, or has a field twice";
        }
        if (!event.isObject()) {
            return "It is no CloudEvent: its value is no JSON object";
        }
        for (String name : REQUIRED) {
            if (event.has(name) && !event.path(name).isString()) {
                return "Its attribute %s is no text".formatted(name);
            }
        }
        return attributes(name -> event.path(name).asStringOpt().orElse(null));
    }

    private static @Nullable String attributes(Function<String, @Nullable String> attribute) {
        for (String name : REQUIRED) {
            String value = attribute.apply(name);
            if (value == null || value.isBlank()) {
                return "Its attribute %s is missing".formatted(name);
            }
        }
        if (!"1.0".equals(attribute.apply("specversion"))) {
            return "Its specversion is not 1.0";
        }
        if (!isReference(attribute.apply("source"))) {
            return "Its source is no URI reference, such as /shop or https://shop.example";
        }
        String time = attribute.apply("time");
        return time == null || isTime(time) ? null : "Its time is none of RFC 3339, such as 2026-11-21T10:00:00Z";
    }

    private static boolean isReference(@Nullable String text) {
        try {
            return text != null && !new URI(text).toString().isEmpty();
        } catch (URISyntaxException ignored) {
            return false;
        }
    }

    private static boolean isTime(String text) {
        try {
            return OffsetDateTime.parse(text).getYear() > 0;
        } catch (DateTimeParseException ignored) {
            return false;
        }
    }

    /** Of what is no UTF-8 something else would be kept, and two attributes could become one. */
    private static @Nullable String noText(ConsumerRecord<byte[], byte[]> message) {
        return StreamSupport.stream(message.headers().spliterator(), false)
                        .filter(header -> header.key().startsWith(PREFIX) && header.value() != null)
                        .anyMatch(header -> !isText(header.value()))
                ? "One of its headers %s… is not UTF-8".formatted(PREFIX)
                : null;
    }

    private static boolean isText(byte[] value) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
            return true;
        } catch (CharacterCodingException ignored) {
            return false;
        }
    }

    private static @Nullable String headerTwice(ConsumerRecord<byte[], byte[]> message) {
        return StreamSupport.stream(message.headers().spliterator(), false)
                .map(Header::key)
                .filter(key -> key.equals(CONTENT_TYPE) || key.startsWith(PREFIX))
                .collect(Collectors.groupingBy(key -> key, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(header -> header.getValue() > 1)
                .map(header -> "It has the header %s %d times; send it once"
                        .formatted(
                                header.getKey().equals(CONTENT_TYPE) ? CONTENT_TYPE : PREFIX + "…", header.getValue()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
