package io.backstitch.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes an export line by line, and keeps nothing but counts. It writes what is stored as it is stored and judges nothing: evidence is not to be mended on the way out.
 * The order is the caller's: each checkpoint after the entry that it covers. Without {@link #end()} the file counts as cut.
 *
 * <p>The format is described in docs/audit-export.md.
 *
 * @see <a href="https://jsonlines.org">JSON Lines</a>
 */
public final class ExportWriter {
    private final OutputStream out;
    private long lines;
    private long to;

    /**
     * Begins with the header.
     *
     * @param out buffered; it is left open
     * @param prev the hash of the entry before the first that follows
     * @param before the tree of all entries before the first that follows
     * @throws IOException when it cannot be written
     */
    public ExportWriter(OutputStream out, String tenant, Hash prev, Frontier before) throws IOException {
        Head.requireTenant(tenant);
        this.out = out;
        this.to = before.size();
        line(new ExportHeader(tenant, before.size() + 1, prev, before.peaks()).line());
    }

    /**
     * An entry as it is stored.
     *
     * @param canonical the bytes as stored
     * @param hash as stored
     * @throws IOException when it cannot be written
     * @throws IllegalArgumentException when the bytes hold the end of a line, which no canonical JSON does
     */
    public void entry(long seq, byte[] canonical, Hash hash) throws IOException {
        for (byte b : canonical) {
            if (b == '\n') {
                throw new IllegalArgumentException(
                        "Entry %d is not canonical: it has more than one line.".formatted(seq));
            }
        }
        out.write(ExportLines.ENTRY_BEFORE.getBytes(StandardCharsets.US_ASCII));
        out.write(canonical);
        line(ExportLines.ENTRY_BETWEEN + '"' + hash + '"' + ExportLines.AFTER);
        to = seq;
    }

    /**
     * An entry as the chain made it.
     *
     * @throws IOException when it cannot be written
     */
    public void entry(Entry entry) throws IOException {
        byte[] canonical = entry.canonical();
        entry(entry.seq(), canonical, Entry.hashOf(canonical));
    }

    /**
     * An entry that was not asked for, but is covered by the next checkpoint.
     *
     * @throws IOException when it cannot be written
     */
    public void hashOnly(long seq, Hash hash) throws IOException {
        line(ExportLines.SEQ_BEFORE + seq + ExportLines.SEQ_BETWEEN + '"' + hash + '"' + ExportLines.AFTER);
    }

    /**
     * A checkpoint, right behind the last entry that it covers.
     *
     * @throws IOException when it cannot be written
     */
    public void checkpoint(SignedCheckpoint checkpoint) throws IOException {
        checkpoint(checkpoint.line());
    }

    /**
     * A checkpoint as it is stored, right behind the last entry that it covers.
     *
     * @throws IOException when it cannot be written
     * @throws IllegalArgumentException when it holds the end of a line
     */
    public void checkpoint(String stored) throws IOException {
        if (stored.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("A checkpoint is not canonical: it has more than one line.");
        }
        line(stored);
    }

    /**
     * The last line: says that all was written.
     *
     * @throws IOException when it cannot be written
     */
    public void end() throws IOException {
        line(ExportLines.END_BEFORE + lines + ExportLines.END_BETWEEN + to + ExportLines.END_AFTER);
        out.flush();
    }

    private void line(String rest) throws IOException {
        out.write(rest.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
        lines++;
    }
}
