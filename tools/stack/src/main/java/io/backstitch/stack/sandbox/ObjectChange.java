package io.backstitch.stack.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One change that the objects partner made: an entry of its record. What changes nothing is not there: a repeat under a known
 * key, the same content again, the deletion of what is gone.
 *
 * @param sequence 1 for the first one, without gaps
 * @param kind of the object, the first part of its path: {@code contacts}
 * @param key the idempotency key that the caller of this change sent
 * @param id of the object
 * @param content of the object; of a deletion: null
 */
public record ObjectChange(
        long sequence,
        Instant at,
        Change change,
        String kind,
        String key,
        String id,
        @Nullable JsonNode content) {

    /** What was done. */
    public enum Change {
        /** The object was not there before. */
        @JsonProperty("created")
        CREATED,
        /** The object was there with another content. */
        @JsonProperty("replaced")
        REPLACED,
        /** The object is gone. */
        @JsonProperty("deleted")
        DELETED
    }
}
