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

    /** What Spring Boot writes above the reason why an application does not start. */
    private static final String REFUSED = "APPLICATION FAILED TO START";

    private static final String REASON = "Description:";
    private static final int LONGEST_REASON = 60;

    private LogTail() {}

    /** Why a program has ended while it was starting: what it says of that itself, or else its last lines. */
    public static List<String> reason(Path log, int lines) {
        List<String> end = of(log, Integer.MAX_VALUE);
        int refused = end.lastIndexOf(REFUSED);
        int reason = refused < 0 ? -1 : end.subList(refused, end.size()).indexOf(REASON);
        return reason < 0
                ? end.subList(Math.max(0, end.size() - lines), end.size())
                : end.stream()
                        .skip(refused + reason + 1L)
                        .dropWhile(String::isBlank)
                        .limit(LONGEST_REASON)
                        .toList();
    }

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
