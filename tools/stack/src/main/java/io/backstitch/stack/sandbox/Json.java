package io.backstitch.stack.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the sandbox speaks it: ISO times, fields in the order of the record, unknown fields refused. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    /** For what others write: a field that comes twice is refused, since each reader believes another one. */
    static final JsonMapper STRICT = MAPPER.rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /**
     * Reads what somebody sent. Unknown fields are looked for first: Jackson does so after the record was made, and the
     * record would complain of a missing field where a misspelt one is the trouble.
     *
     * @throws IllegalArgumentException with a sentence for the sender
     */
    static <T extends Record> T read(JsonNode json, Class<T> type) {
        var known = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        for (String field : json.propertyNames()) {
            if (!known.contains(field)) {
                throw new IllegalArgumentException(
                        "The field '%s' is not known here; known are: %s.".formatted(field, String.join(", ", known)));
            }
        }
        PartnerRules.types(json, type);
        return MAPPER.treeToValue(json, type);
    }

    /** What is wrong with JSON that could not be read, as a sentence for the one who sent it. */
    static String complaint(JacksonException problem) {
        return problem instanceof ValueInstantiationException && problem.getCause() != null
                ? String.valueOf(problem.getCause().getMessage())
                : "The body is not the JSON expected here: " + problem.getOriginalMessage();
    }
}
