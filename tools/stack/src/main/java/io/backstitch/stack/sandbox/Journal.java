package io.backstitch.stack.sandbox;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An append-only file of JSON lines, one entry per line.
 *
 * <p>An entry is on disk once {@link #force} has returned; until then a crash may lose it. A last line without its end (the process died while writing it) was never forced, hence never answered for: it is cut off when
 * the file is opened again. Any other line that cannot be read stops the start. One process at a time has the file.
 *
 * @param <T> the record that an entry is
 */
final class Journal<T> implements AutoCloseable {
    private final Path file;
    private final List<T> found;
    private final FileOutputStream out;
    private final Object forcing = new Object();

    /** Bytes in the file; guarded by this. */
    private long written;

    private volatile long forced;

    private Journal(Path file, List<T> found, FileOutputStream out, long written) {
        this.file = file;
        this.found = found;
        this.out = out;
        this.written = written;
        this.forced = written;
    }

    /**
     * Opens the file, creating it (and its folder) when it is missing.
     *
     * @throws IllegalStateException when another process has it open, or when a line of it cannot be read
     */
    static <T> Journal<T> open(Path file, Class<T> type) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var out = new FileOutputStream(file.toFile(), true);
            try {
                JournalFile.lock(file, out.getChannel());
                var whole = JournalFile.cutTornLine(file, out.getChannel());
                return new Journal<>(file, JournalFile.parse(file, whole, type), out, whole.length);
            } catch (IOException | RuntimeException e) {
                out.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The record %s cannot be opened.".formatted(file), e);
        }
    }

    /** The entries that were there when the file was opened, oldest first. */
    List<T> found() {
        return found;
    }

    /** Writes one entry behind the last one; it is not safe before {@link #force} has returned. */
    synchronized void append(T entry) {
        byte[] line = (Json.MAPPER.writeValueAsString(entry) + '\n').getBytes(StandardCharsets.UTF_8);
        try {
            out.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException("The record %s cannot be written.".formatted(file), withoutHalfALine(e));
        }
        written += line.length;
    }

    /** Returns when everything that was appended before is on disk. Callers that wait together share one flush. */
    void force() {
        long position = end();
        if (forced >= position) {
            return;
        }
        synchronized (forcing) {
            if (forced >= position) {
                return;
            }
            long reached = end();
            try {
                out.getFD().sync();
            } catch (IOException e) {
                throw new UncheckedIOException("The record %s cannot be flushed to disk.".formatted(file), e);
            }
            forced = reached;
        }
    }

    private synchronized long end() {
        return written;
    }

    private IOException withoutHalfALine(IOException failure) {
        try {
            out.getChannel().truncate(written);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The record %s cannot be closed.".formatted(file), e);
        }
    }
}
