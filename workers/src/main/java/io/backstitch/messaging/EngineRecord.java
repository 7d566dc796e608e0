package io.backstitch.messaging;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One event of the engine, as its exporter sent it.
 *
 * @param partition the engine's partition; with the position it tells a record that comes again
 * @param key what it is about: for an incident the incident's key
 * @param who sent the command, the user or the program's client; null when the engine does not know, since its API is open
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
        JsonNode value) {

    /** As the engine names the claims of who sent a command: a user, or the client of a program. */
    private static final List<String> CLAIMS = List.of("authorized_username", "authorized_client_id");

    static EngineRecord read(ConsumerRecord<String, String> message, JsonMapper json) {
        try {
            JsonNode record = json.readTree(message.value());
            return new EngineRecord(
                    record.required("partitionId").intValue(),
                    record.required("position").longValue(),
                    record.required("key").longValue(),
                    record.required("valueType").stringValue(),
                    record.required("intent").stringValue(),
                    Instant.ofEpochMilli(record.required("timestamp").longValue()),
                    who(record.path("authorizations")),
                    record.required("value"));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UnreadableRecord("No record of an engine", e);
        }
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
