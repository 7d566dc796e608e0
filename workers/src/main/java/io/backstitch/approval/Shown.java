package io.backstitch.approval;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the forms of approvals can show: these variables, and the note, which changes from opening to opening. */
final class Shown {

    private final ObjectNode variables = JsonMapper.shared().createObjectNode();

    /** What is not there is left out. */
    Shown with(String name, @Nullable JsonNode value) {
        if (value != null && !value.isNull() && !value.isMissingNode()) {
            variables.set(name, value);
        }
        return this;
    }

    ObjectNode object() {
        return variables;
    }
}
