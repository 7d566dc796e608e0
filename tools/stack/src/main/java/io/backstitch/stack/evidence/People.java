package io.backstitch.stack.evidence;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Whom the pseudonyms of one entry mean. */
record People(JsonNode known) {

    /** Empty when this is no pseudonym. */
    Optional<String> name(JsonNode value) {
        return isPseudonym(value) ? Optional.of(words(value)) : Optional.empty();
    }

    /** Empty when this is no pseudonym. */
    Optional<Html> find(JsonNode value) {
        if (!isPseudonym(value)) {
            return Optional.empty();
        }
        String tag = switch (person(value).path("knowledge").asString("")) {
            case "KNOWN" -> "b";
            case "ERASED" -> "i";
            default -> "span.bad";
        };
        return Optional.of(Html.tag(tag, words(value)));
    }

    private static boolean isPseudonym(JsonNode value) {
        return value.isObject()
                && value.size() == 2
                && value.path("id").isString()
                && value.path("hash").isString();
    }

    private String words(JsonNode pseudonym) {
        String id = pseudonym.path("id").asString();
        JsonNode person = person(pseudonym);
        return switch (person.path("knowledge").asString("")) {
            case "KNOWN" -> person.path("name").asString("");
            case "ERASED" -> "somebody whose name was erased (" + id + ")";
            case "" -> "somebody of whom nothing is known (" + id + ")";
            default -> "somebody whose name was changed or removed (" + id + ")";
        };
    }

    /** Missing when nothing is known. */
    private JsonNode person(JsonNode pseudonym) {
        for (JsonNode person : known) {
            if (person.path("id").equals(pseudonym.path("id"))) {
                return person;
            }
        }
        return known.path("id");
    }
}
