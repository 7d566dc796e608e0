package io.backstitch.auditlog;

import io.backstitch.audit.SigningKey;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The audit of this installation.
 *
 * @param tenant whose chain it is: letters, digits, dots and dashes
 * @param signingKey from the environment: PKCS#8 in base64, as {@code backstitch audit new-key} makes it; without it nothing is signed
 * @param checkpointDirectory where each checkpoint is written to a file of its own; without it to none
 */
@ConfigurationProperties("backstitch.audit")
record AuditSettings(
        @DefaultValue("default") String tenant,
        @Nullable String signingKey,
        @Nullable Path checkpointDirectory) {

    AuditSettings {
        if (!tenant.matches("[A-Za-z0-9.-]{1,100}")) {
            throw new IllegalArgumentException(
                    "backstitch.audit.tenant is \"%s\": letters, digits, dots and dashes, 100 at most"
                            .formatted(tenant));
        }
    }

    Optional<SigningKey> key() {
        return signingKey == null || signingKey.isBlank()
                ? Optional.empty()
                : Optional.of(SigningKey.ofBase64(signingKey));
    }

    /** Without the key: it may end in a log. */
    @Override
    public String toString() {
        return "AuditSettings[tenant=%s, checkpointDirectory=%s]".formatted(tenant, checkpointDirectory);
    }
}
