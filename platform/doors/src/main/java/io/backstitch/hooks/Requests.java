package io.backstitch.hooks;

import io.backstitch.intake.BadEvent;
import io.backstitch.intake.Door;
import io.backstitch.intake.EventTypes;
import io.backstitch.intake.Trigger;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes an event the request that the process' own API takes: picks its fields out of the payload. */
@Component
class Requests {

    private final JsonMapper json;
    private final EventTypes types;

    Requests(JsonMapper json, EventTypes types) {
        this.json = json;
        this.types = types;
    }

    /**
     * What an event asks for.
     *
     * @param id of the event
     * @throws Refused when fields are missing or wrong; it names them
     */
    Trigger trigger(HookSource source, String id, JsonNode payload) {
        JsonNode request = source.variables().isEmpty() ? payload : picked(source, payload);
        try {
            return types.trigger(source.event(), Door.WEBHOOK, request, source.sender(), id);
        } catch (BadEvent e) {
            throw new Refused(Refusal.MALFORMED, String.valueOf(e.getMessage()), e.fields());
        }
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
}
