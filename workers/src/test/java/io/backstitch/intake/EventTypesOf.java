package io.backstitch.intake;

import jakarta.validation.Validation;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Types of events without an application. */
public final class EventTypesOf {

    private EventTypesOf() {}

    public static EventTypes types(EventType<?>... types) {
        return new EventTypes(
                List.of(types),
                JsonMapper.shared(),
                Validation.buildDefaultValidatorFactory().getValidator());
    }
}
