package io.backstitch.stack.component;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.function.Supplier;

/** A secret of this stack: made once, and kept beside the application's data. For machines of developers only. */
final class KeptSecret {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;
    private final Supplier<String> fresh;

    /** @param fresh makes a new one */
    KeptSecret(Path file, Supplier<String> fresh) {
        this.file = file;
        this.fresh = fresh;
    }

    /** Empty when there is none. */
    String value() {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the secret if there is none yet. Two parts that start side by side have the same. */
    void make() throws IOException {
        synchronized (KeptSecret.class) {
            if (!Files.exists(file)) {
                replace(fresh.get());
            }
        }
    }

    /** From now on it is this one. Only its owner may read it, where the file system knows owners. */
    synchronized void replace(String secret) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path begun = Files.createTempFile(folder, file.getFileName().toString(), ".begun");
        try {
            if (Files.getFileStore(begun).supportsFileAttributeView(PosixFileAttributeView.class)) {
                Files.setPosixFilePermissions(begun, OWNER_ONLY);
            }
            Files.writeString(begun, secret);
            Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(begun);
        }
    }
}
