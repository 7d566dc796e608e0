package io.backstitch.approval;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the forms of approvals can show: these variables, and the note, which changes from opening to opening. */
final class Shown {

    static final String DEADLINE = "deadline";
    static final String OTHERWISE = "otherwise";
    /** What an instance of an earlier version did not keep when it opened a task. */
    static final Set<String> SINCE = Set.of(DEADLINE, OTHERWISE);

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
