package io.backstitch.workspace;

import io.backstitch.mail.Address;
import io.backstitch.web.OneLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * A request for a workspace. A wrong field is refused with its name.
 *
 * @param workspace its name
 * @param owner the e-mail address of who answers for it
 * @param purpose decides which agents it gets
 */
record WorkspaceRequest(
        @NotBlank @OneLine @Size(max = 100) String workspace,
        @NotBlank @Address String owner,

        @NotBlank @Pattern(regexp = "support|sales|engineering", message = "must be support, sales or engineering")
        String purpose) {}
