package io.backstitch.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of a stream in bounded memory: of a line that is too long only the beginning is kept. */
final class Lines {
    /** An entry with the longest body, each character of it three bytes. */
    private static final int MAX = 4 * Draft.MAX_BODY;

    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK];
    private int next;
    private int filled;
    private byte[] line = new byte[CHUNK];
    private int length;
    private long number;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Null after the last. */
    @Nullable
    Line next() throws IOException {
        length = 0;
        boolean fits = true;
        boolean any = false;
        while (fill()) {
            any = true;
            int end = next;
            while (end < filled && chunk[end] != '\n') {
                end++;
            }
            fits &= take(end);
            boolean ended = end < filled;
            next = end + (ended ? 1 : 0);
            if (ended) {
                return new Line(++number, line, length, fits);
            }
        }
        return any ? new Line(++number, line, length, false) : null;
    }

    private boolean fill() throws IOException {
        if (next == filled) {
            filled = Math.max(0, in.read(chunk, 0, chunk.length));
            next = 0;
        }
        return filled > 0;
    }

    private boolean take(int end) {
        int more = Math.min(end - next, MAX - length);
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.min(MAX, Math.max(2 * line.length, length + more)));
        }
        System.arraycopy(chunk, next, line, length, more);
        length += more;
        return more == end - next;
    }
}
