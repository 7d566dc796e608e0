package io.backstitch.job;

import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON of requests and receipts: the same value always gives the same text, since the ledger compares fingerprints. */
@Component
class StepJson {

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    /** Reads a value; a text that does not fit the type is an IllegalArgumentException that names the field. */
    <T> T read(String text, Class<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "The variables do not fit %s: %s".formatted(type.getSimpleName(), e.getOriginalMessage()), e);
        }
    }

    JsonNode tree(String text) {
        return mapper.readTree(text);
    }
}
