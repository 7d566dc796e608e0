package io.backstitch.stack.evidence;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Whom the pseudonyms of one entry mean. */
record People(JsonNode known) {

    /** Empty when this is no pseudonym. */
    Optional<Html> find(JsonNode value) {
        if (!value.isObject()
                || value.size() != 2
                || !value.path("id").isString()
                || !value.path("hash").isString()) {
            return Optional.empty();
        }
        for (JsonNode person : known) {
            if (person.path("id").equals(value.path("id"))) {
                return Optional.of(named(person));
            }
        }
        return Optional.of(Html.tag(
                "span.bad",
                "somebody of whom nothing is known (" + value.path("id").asString() + ")"));
    }

    private static Html named(JsonNode person) {
        String id = person.path("id").asString("");
        return switch (person.path("knowledge").asString("")) {
            case "KNOWN" -> Html.tag("b", person.path("name").asString(""));
            case "ERASED" -> Html.tag("i", "somebody whose name was erased (" + id + ")");
            default -> Html.tag("span.bad", "somebody whose name was changed or removed (" + id + ")");
        };
    }
}
