package io.backstitch.job;

import io.backstitch.value.ValueModule;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON of requests and receipts: the same value always gives the same text, since the ledger compares fingerprints. */
@Component
class StepJson {

    private final JsonMapper mapper = mapper();

    /** What others can write into variables is read as strictly as what comes through a door. */
    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        ValueModule.use(builder);
        return builder.enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    /** Reads a value; a text that does not fit the type is an IllegalArgumentException that names the field. */
    <T> T read(String text, Class<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JacksonException e) {
            // Without the cause, which quotes the value.
            throw new IllegalArgumentException(
                    "The variables do not fit %s: %s cannot be read".formatted(type.getSimpleName(), field(e)));
        }
    }

    private static String field(JacksonException failure) {
        String field = failure.getPath().stream()
                .map(it -> String.valueOf(it.getPropertyName()))
                .collect(Collectors.joining("."));
        return field.isEmpty() ? "it" : field;
    }

    JsonNode tree(String text) {
        return mapper.readTree(text);
    }
}
