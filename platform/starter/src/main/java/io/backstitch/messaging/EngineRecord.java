package io.backstitch.messaging;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One event of the engine, as its exporter sent it.
 *
 * @param partition the engine's partition; with the position it tells a record that comes again
 * @param key what it is about: for an incident the incident's key
 * @param who sent the command, the user or the program's client; null when the engine does not know, since its API is open
 * @param operation the number that came with the command, of {@link OwnCommands} when it was ours; 0 when there was none
 * @param value what the engine knows about it; which fields there are depends on the value type
 */
public record EngineRecord(
        int partition,
        long position,
        long key,
        String valueType,
        String intent,
        Instant timestamp,
        @Nullable String who,
        long operation,
        JsonNode value) {

    private static final JsonMapper ANY_DEPTH = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    /** One whose command had no number. */
    public EngineRecord(
            int partition,
            long position,
            long key,
            String valueType,
            String intent,
            Instant timestamp,
            @Nullable String who,
            JsonNode value) {
        this(partition, position, key, valueType, intent, timestamp, who, 0, value);
    }

    /** As the engine names the claims of who sent a command: a user, or the client of a program. */
    private static final List<String> CLAIMS = List.of("authorized_username", "authorized_client_id");

    static EngineRecord read(ConsumerRecord<String, String> message, JsonMapper json) {
        try {
            return of(json.readTree(message.value()));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UnreadableRecord("No record of an engine", e);
        }
    }

    /**
     * One that cannot be read as a whole, with nothing of its value but texts and whole numbers: what people submit may be nested however deep they
     * like, what the engine says about it is not. Empty when that cannot be read either.
     */
    static Optional<EngineRecord> readFlat(ConsumerRecord<String, String> message) {
        try (JsonParser parser = ANY_DEPTH.createParser(String.valueOf(message.value()))) {
            parser.nextToken();
            return Optional.of(of(flat(parser, "value")));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The object that begins here; of what is in it only texts and whole numbers, and that one object. */
    private static ObjectNode flat(JsonParser parser, String but) {
        ObjectNode object = ANY_DEPTH.createObjectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken begin = parser.nextToken();
            if (begin == JsonToken.VALUE_STRING) {
                object.put(name, parser.getString());
            } else if (begin == JsonToken.VALUE_NUMBER_INT) {
                object.put(name, parser.getLongValue());
            } else if (begin == JsonToken.START_OBJECT && name.equals(but)) {
                object.set(name, flat(parser, ""));
            } else {
                parser.skipChildren();
            }
        }
        return object;
    }

    private static EngineRecord of(JsonNode record) {
        return new EngineRecord(
                record.required("partitionId").intValue(),
                record.required("position").longValue(),
                record.required("key").longValue(),
                record.required("valueType").stringValue(),
                record.required("intent").stringValue(),
                Instant.ofEpochMilli(record.required("timestamp").longValue()),
                who(record.path("authorizations")),
                Math.max(0, record.path("operationReference").asLong(0)),
                record.required("value"));
    }

    private static @Nullable String who(JsonNode claims) {
        return CLAIMS.stream()
                .map(claim -> claims.path(claim).asString(""))
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse(null);
    }

    /** A text in the value. */
    public String text(String field) {
        try {
            return value.required(field).stringValue();
        } catch (JacksonException e) {
            throw new UnreadableRecord("No text " + field + " in a record of type " + valueType, e);
        }
    }

    /** A key or another whole number in the value. */
    public long number(String field) {
        try {
            return value.required(field).longValue();
        } catch (JacksonException e) {
            throw new UnreadableRecord("No number " + field + " in a record of type " + valueType, e);
        }
    }
}
