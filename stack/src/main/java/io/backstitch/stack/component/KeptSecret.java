package io.backstitch.stack.component;

import io.backstitch.audit.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** The key that signs the audit of this stack: made once, and kept beside the application's data. For machines of developers only. */
final class AuditKey {
    /** As the application takes it. */
    static final String VARIABLE = "BACKSTITCH_AUDIT_SIGNING_KEY";

    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;

    AuditKey(Path folder) {
        file = folder.resolve("audit-signing.key");
    }

    /** A person's own key, from the environment, comes first; then the one that was made; empty when there is none. */
    String value() {
        String given = System.getenv(VARIABLE);
        try {
            return given != null ? given : Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the key if there is none yet. Only its owner may read it, where the file system knows owners. */
    synchronized void make() throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path begun = Files.createTempFile(file.toAbsolutePath().getParent(), "audit-signing", ".begun");
        try {
            if (Files.getFileStore(begun).supportsFileAttributeView(PosixFileAttributeView.class)) {
                Files.setPosixFilePermissions(begun, OWNER_ONLY);
            }
            Files.writeString(begun, SigningKey.generate().base64());
            Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(begun);
        }
    }
}
