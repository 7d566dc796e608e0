package io.backstitch.auditlog;

import io.backstitch.audit.SigningKey;
import io.backstitch.start.StartRefused;
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
        return signingKey == null || signingKey.isBlank() ? Optional.empty() : Optional.of(read(signingKey));
    }

    /** What is wrong is told without the cause, which might repeat a part of the secret. */
    private static SigningKey read(String signingKey) {
        try {
            return SigningKey.ofBase64(signingKey);
        } catch (IllegalArgumentException ignored) {
            throw new StartRefused(
                    "The setting backstitch.audit.signing-key is no private Ed25519 key (PKCS#8, base64).",
                    "Set BACKSTITCH_AUDIT_SIGNING_KEY to one that backstitch audit new-key has made; without any the audit is not signed.");
        }
    }

    /** Without the key: it may end in a log. */
    @Override
    public String toString() {
        return "AuditSettings[tenant=%s, checkpointDirectory=%s]".formatted(tenant, checkpointDirectory);
    }
}
