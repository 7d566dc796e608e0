package io.backstitch.stack.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;

/** Draws how much of a large file was read, and wipes it away at the end. */
final class PercentRead extends FilterInputStream {
    private static final long LARGE = 1L << 25;

    private final long size;
    private final PrintWriter out;
    private long read;
    private long drawn;

    PercentRead(InputStream in, long size, PrintWriter out) {
        super(in);
        this.size = size;
        this.out = out;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int count = super.read(buffer, from, length);
        read += Math.max(0, count);
        long percent = 100 * read / Math.max(1, size);
        if (size >= LARGE && percent != drawn) {
            drawn = percent;
            out.printf("\r%d %% verified", percent);
            out.flush();
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        if (drawn > 0) {
            out.print("\r\u001b[K");
            out.flush();
        }
        super.close();
    }
}
