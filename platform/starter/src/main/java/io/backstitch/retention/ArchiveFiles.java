package io.backstitch.retention;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The directory of archives, one folder for each process. A file that is there under its name is whole and on disk; to write it again is the same as once.
 * Only the application's user may read them.
 */
@Component
class ArchiveFiles {

    private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final RetentionSettings settings;

    ArchiveFiles(RetentionSettings settings) {
        this.settings = settings;
    }

    static String lines(Plan plan) {
        return plan.name() + ".jsonl.gz";
    }

    private static String manifest(Plan plan) {
        return plan.name() + ".manifest.json";
    }

    /**
     * Writes both, the manifest last.
     *
     * @throws DirectoryAway when the directory does not take them
     */
    void write(Plan plan, byte[] lines, byte[] manifest) {
        Path directory = directory();
        try {
            Path folder = directory.resolve(plan.process());
            Files.createDirectories(folder, FOLDER);
            write(folder, lines(plan), lines);
            write(folder, manifest(plan), manifest);
            sync(folder);
        } catch (IOException e) {
            throw new DirectoryAway(directory, e);
        }
    }

    /** Takes away what was written for a plan that comes to nothing: none of its runs is gone. */
    void remove(Plan plan) {
        Path folder = directory().resolve(plan.process());
        try {
            Files.deleteIfExists(folder.resolve(manifest(plan)));
            Files.deleteIfExists(folder.resolve(lines(plan)));
        } catch (IOException e) {
            throw new DirectoryAway(directory(), e);
        }
    }

    private Path directory() {
        return Objects.requireNonNull(settings.directory(), "backstitch.retention.directory");
    }

    private static void write(Path folder, String name, byte[] content) throws IOException {
        Path begun = folder.resolve(name + ".begun");
        Files.deleteIfExists(begun);
        try (FileChannel file =
                FileChannel.open(begun, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(begun, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A name is on disk when its folder is. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
