package io.backstitch.stack.keeper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps the logs of all parts from growing for ever: one that is larger than allowed is copied aside as {@code <name>.older.log}, over the one
 * that was there, and begun anew. So a part has twice that much at most, and what its run before left.
 *
 * <p>Whoever writes a log holds it open and appends to it. What is written in the moment between copying and emptying may be lost.
 */
final class BoundedLogs {

    private static final String OLDER = ".older.log";
    private static final String PREVIOUS = ".previous.log";

    private final Path folder;
    private final long most;

    /** @param most how many bytes a log may have */
    BoundedLogs(Path folder, long most) {
        this.folder = folder;
        this.most = most;
    }

    /** Looks once at all of them. */
    void look() {
        try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            List<Path> logs = files.filter(BoundedLogs::isWritten).toList();
            for (Path log : logs) {
                if (Files.size(log) > most) {
                    begin(log);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isWritten(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".log") && !name.endsWith(OLDER) && !name.endsWith(PREVIOUS);
    }

    private static void begin(Path log) throws IOException {
        String name = log.getFileName().toString();
        Path older = log.resolveSibling(name.substring(0, name.length() - ".log".length()) + OLDER);
        Files.copy(log, older, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        try (FileChannel open = FileChannel.open(log, StandardOpenOption.WRITE)) {
            open.truncate(0);
        }
    }
}
