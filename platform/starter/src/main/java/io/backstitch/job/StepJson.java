package io.backstitch.job;

import io.backstitch.value.Unreadable;
import io.backstitch.value.ValueModule;
import java.util.Optional;
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

    /** The first thing in which a stored value differs from the record: nothing that is missing is null in silence. */
    Optional<JsonFault> fault(JsonNode value, Class<? extends Record> type) {
        return JsonFault.strictly(value, type).or(() -> unreadable(value, type));
    }

    private Optional<JsonFault> unreadable(JsonNode value, Class<? extends Record> type) {
        try {
            var unused = mapper.treeToValue(value, type);
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.of(new JsonFault(field(e), "cannot be read"));
        }
    }

    /** A stored value in which {@link #fault} finds none. */
    <T> T value(JsonNode value, Class<T> type) {
        return mapper.treeToValue(value, type);
    }

    /**
     * Reads the variables of a step.
     *
     * @param tree the same, as {@link #tree} has read it already
     * @param worker whose they are, for people
     * @throws StepRefused when one is missing that it cannot do without
     */
    <T extends Record> T variables(JsonNode tree, String text, Class<T> type, Class<?> worker) {
        JsonFault.missing(tree, type).ifPresent(fault -> {
            throw new StepRefused(
                    "The worker %s needs the variable %s, which %s. Of those that it reads the run has: %s. Map an input of this name in the model, or set the variable"
                            .formatted(
                                    worker.getSimpleName(),
                                    fault.field(),
                                    fault.why(),
                                    String.join(", ", tree.propertyNames())));
        });
        return read(text, type);
    }

    private static String field(JacksonException failure) {
        String field = Unreadable.field(failure);
        return field.isEmpty() ? "it" : field;
    }

    JsonNode tree(String text) {
        return mapper.readTree(text);
    }
}
