package io.backstitch.stack.evidence;

import tools.jackson.databind.JsonNode;

/**
 * What an approver changed.
 *
 * @param name of an entry of the proposal
 * @param before as it was seen; missing when there was none, or when it is not known any more
 * @param after as it was decided; likewise
 */
record Change(String name, JsonNode before, JsonNode after) {

    String text() {
        return "%s: %s → %s".formatted(name, text(before), text(after));
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "nothing";
        }
        return value.isContainer() ? value.toString() : value.asString();
    }
}
