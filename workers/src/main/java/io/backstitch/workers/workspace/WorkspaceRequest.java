package io.backstitch.workers.workspace;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.backstitch.value.Email;
import io.backstitch.value.Name;

/**
 * A request for a workspace. A wrong field is refused with its name.
 *
 * @param workspace its name
 * @param owner the e-mail address of who answers for it
 * @param purpose decides which agents it gets
 */
record WorkspaceRequest(Name workspace, Email owner, Purpose purpose) {

    /** What agents there are for. */
    enum Purpose {
        @JsonProperty("support")
        SUPPORT,
        @JsonProperty("sales")
        SALES,
        @JsonProperty("engineering")
        ENGINEERING
    }
}
