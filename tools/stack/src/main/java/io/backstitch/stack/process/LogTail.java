package io.backstitch.stack.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log. */
public final class LogTail {
    private static final long WINDOW = 64 * 1024;

    private LogTail() {}

    /** The last lines, as many as asked for or fewer; none if there is no log. */
    public static List<String> of(Path log, int lines) {
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            channel.position(Math.max(0, channel.size() - WINDOW));
            ByteBuffer bytes = ByteBuffer.allocate((int) WINDOW);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // reads on until the end
            }
            List<String> all = StandardCharsets.UTF_8
                    .decode(bytes.flip())
                    .toString()
                    .lines()
                    .toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException none) {
            return List.of();
        }
    }
}
