package io.backstitch.stack.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** What has to be done to a {@link Journal}'s file before it may be written again. */
final class JournalFile {
    private JournalFile() {}

    /** Keeps other processes away until the channel is closed. */
    static void lock(Path file, FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(file, e);
        }
        throw inUse(file, null);
    }

    private static IllegalStateException inUse(Path file, @Nullable Exception cause) {
        return new IllegalStateException(
                "%s is in use by another sandbox; stop that one or choose another --data folder.".formatted(file),
                cause);
    }

    /** Cuts off what comes after the last end of line, and returns what stays. */
    static byte[] cutTornLine(Path file, FileChannel channel) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        if (end == content.length) {
            return content;
        }
        channel.truncate(end);
        return Arrays.copyOf(content, end);
    }

    static <T> List<T> parse(Path file, byte[] content, Class<T> type) {
        var entries = new ArrayList<T>();
        for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
            try {
                entries.add(Json.MAPPER.readValue(line, type));
            } catch (JacksonException e) {
                throw new IllegalStateException(
                        "Line %d of the record %s cannot be read: %s"
                                .formatted(entries.size() + 1, file, Json.complaint(e)),
                        e);
            }
        }
        return List.copyOf(entries);
    }
}
