package io.backstitch.stack.component;

import io.backstitch.audit.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The key that signs the audit of this stack: made once, and kept beside the application's data. For machines of developers only. */
final class AuditKey {
    /** As the application takes it. */
    static final String VARIABLE = "BACKSTITCH_AUDIT_SIGNING_KEY";

    private AuditKey() {}

    /** A person's own key, from the environment, comes first. */
    static String in(Path folder) {
        String given = System.getenv(VARIABLE);
        return given == null ? kept(folder.resolve("audit-signing.key")) : given;
    }

    private static synchronized String kept(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, SigningKey.generate().base64());
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
