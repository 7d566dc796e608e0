package io.backstitch.stack.evidence;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What somebody answered to a form.
 *
 * @param who as the page names them
 * @param values by the keys of the form's fields; only what the approver filled in or changed
 */
record Answer(String who, Map<String, JsonNode> values) {

    Optional<JsonNode> to(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isMissingNode());
    }
}
