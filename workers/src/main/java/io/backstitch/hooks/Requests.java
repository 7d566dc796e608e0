package io.backstitch.hooks;

import io.backstitch.intake.StartRequest;
import io.backstitch.intake.Trigger;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes an event the request that the process' own API takes, by the same rules. */
@Component
class Requests {

    private final JsonMapper json;
    private final Validator validator;

    Requests(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * The trigger of the run that an event asks for.
     *
     * @param id of the event
     * @throws Refused when fields are missing or wrong; it names them
     */
    Trigger trigger(HookSource source, String id, JsonNode payload) {
        return trigger(source, source.start(), id, payload);
    }

    private <R extends Record> Trigger trigger(HookSource source, StartRequest<R> start, String id, JsonNode payload) {
        R request = read(start, source.variables().isEmpty() ? payload : picked(source, payload));
        List<Refused.Field> wrong = validator.validate(request).stream()
                .map(it -> new Refused.Field(it.getPropertyPath().toString(), it.getMessage()))
                .sorted(Comparator.comparing(Refused.Field::field).thenComparing(Refused.Field::message))
                .toList();
        if (!wrong.isEmpty()) {
            throw malformed(wrong);
        }
        return new Trigger(start.process(), source.sender(), id, start.variables(request, source.sender()));
    }

    private ObjectNode picked(HookSource source, JsonNode payload) {
        ObjectNode picked = json.createObjectNode();
        source.variables().forEach((field, pointer) -> {
            JsonNode value = payload.at(pointer);
            if (!value.isMissingNode()) {
                picked.set(field, value);
            }
        });
        return picked;
    }

    private <R extends Record> R read(StartRequest<R> start, JsonNode request) {
        try {
            return json.treeToValue(request, start.type());
        } catch (JacksonException e) {
            // Without the cause, which quotes the payload.
            String field = e.getPath().stream()
                    .map(it -> String.valueOf(it.getPropertyName()))
                    .collect(Collectors.joining("."));
            throw malformed(List.of(new Refused.Field(field, "is missing or cannot be read")));
        }
    }

    private static Refused malformed(List<Refused.Field> fields) {
        return new Refused(Refusal.MALFORMED, "Some fields are missing or wrong; see errors", fields);
    }
}
