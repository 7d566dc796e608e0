package io.backstitch.auditlog;

import io.backstitch.audit.ExportWriter;
import io.backstitch.audit.Frontier;
import io.backstitch.audit.Hash;
import io.backstitch.web.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Writes exports in the format of docs/audit-export.md, as they are at one moment, in constant memory. What is stored is written as it is stored:
 * whether it is true is for the verifier to say.
 */
@Component
class Exports {

    private final StoredCheckpoints checkpoints;
    private final String tenant;
    private final JdbcTemplate jdbc;
    private final Snapshot snapshot;

    Exports(StoredCheckpoints checkpoints, AuditSettings settings, Snapshot snapshot) {
        this.checkpoints = checkpoints;
        this.tenant = settings.tenant();
        this.jdbc = snapshot.jdbc();
        this.snapshot = snapshot;
    }

    /** Where an export goes; opened when it is clear that there is one. */
    @FunctionalInterface
    interface Destination {
        OutputStream open() throws IOException;
    }

    /** As the other, up to the last entry there is. */
    void write(Bound first, @Nullable Bound last, Destination destination) {
        write(first, last, Long.MAX_VALUE, destination);
    }

    /**
     * Writes the entries from one bound to the other, both included, and the hashes of those behind that the next checkpoint covers.
     *
     * @param last may lie behind the last entry; null: up to that
     * @param atMost no entry behind this one
     * @throws Problem when the audit ends before the range begins, or has nothing between; then nothing was opened
     * @throws UncheckedIOException when the reader has gone
     */
    void write(Bound first, @Nullable Bound last, long atMost, Destination destination) {
        snapshot.read(() -> {
            long from = first(first);
            long asked = last(last);
            requireSome(from, asked);
            Frontier before = treeBefore(from);
            long to = Math.min(asked, atMost);
            requireSome(from, to);
            Hash prev = from == 1 ? Hash.ZERO : hash(from - 1);
            try {
                ExportWriter writer = new ExportWriter(destination.open(), tenant, prev, before);
                writeRange(from, to, writer);
                writer.end();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return to;
        });
    }

    private static void requireSome(long from, long to) {
        if (to < from) {
            throw new Problem(HttpStatus.NOT_FOUND, "Nothing is on record between the two");
        }
    }

    private long first(Bound bound) {
        return switch (bound) {
            case Bound.At number -> number.seq();
            case Bound.During time -> before(time.begin()) + 1;
        };
    }

    private long last(@Nullable Bound bound) {
        return switch (bound) {
            case null -> Long.MAX_VALUE;
            case Bound.At number -> number.seq();
            case Bound.During time -> before(time.end());
        };
    }

    /** The last entry before the time; 0 when there is none. */
    private long before(Instant time) {
        Long seq = jdbc.queryForObject(
                "SELECT coalesce(max(seq), 0) FROM audit_entry WHERE tenant = ? AND at < ?",
                Long.class,
                tenant,
                Timestamp.from(time));
        return seq == null ? 0 : seq;
    }

    private void writeRange(long from, long to, ExportWriter writer) throws IOException {
        long until =
                checkpoints.covering(to).map(StoredCheckpoints.Stored::size).orElse(to);
        Due due = new Due(writer, from);
        jdbc.query(
                "SELECT seq, canonical, hash FROM audit_entry WHERE tenant = ? AND seq BETWEEN ? AND ? ORDER BY seq",
                (ResultSet row) -> {
                    try {
                        writeEntry(row, to, due, writer);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                tenant,
                from,
                until);
        due.writeBefore(until == Long.MAX_VALUE ? until : until + 1);
    }

    private static void writeEntry(ResultSet row, long to, Due due, ExportWriter writer)
            throws SQLException, IOException {
        long seq = row.getLong("seq");
        due.writeBefore(seq);
        Hash hash = Hash.of(row.getBytes("hash"));
        byte[] canonical = row.getBytes("canonical");
        if (seq <= to && isOneLine(canonical)) {
            writer.entry(seq, canonical, hash);
        } else {
            writer.hashOnly(seq, hash);
        }
    }

    /** What we did not write may be anything. An entry that cannot be shown is one that was withheld, to who verifies. */
    private static boolean isOneLine(byte[] canonical) {
        for (byte b : canonical) {
            if (b == '\n') {
                return false;
            }
        }
        return true;
    }

    /** The checkpoints that are not written yet. They come behind their entry, also when that is not there any more. */
    private final class Due {
        private final ExportWriter writer;
        private StoredCheckpoints.@Nullable Stored next;

        Due(ExportWriter writer, long from) {
            this.writer = writer;
            this.next = checkpoints.covering(from).orElse(null);
        }

        void writeBefore(long seq) throws IOException {
            while (next != null && next.size() < seq) {
                writer.checkpoint(next.line());
                next = checkpoints.covering(next.size() + 1).orElse(null);
            }
        }
    }

    private Frontier treeBefore(long from) {
        Frontier tree = checkpoints.treeBefore(from);
        jdbc.query(
                "SELECT hash FROM audit_entry WHERE tenant = ? AND seq > ? AND seq < ? ORDER BY seq",
                (ResultSet row) -> tree.append(Hash.of(row.getBytes("hash"))),
                tenant,
                tree.size(),
                from);
        if (tree.size() != from - 1) {
            throw nothingBefore(from);
        }
        return tree;
    }

    private Hash hash(long seq) {
        return jdbc
                .query(
                        "SELECT hash FROM audit_entry WHERE tenant = ? AND seq = ?",
                        (row, number) -> Hash.of(row.getBytes("hash")),
                        tenant,
                        seq)
                .stream()
                .findFirst()
                .orElseThrow(() -> nothingBefore(seq + 1));
    }

    private static Problem nothingBefore(long from) {
        return new Problem(
                HttpStatus.BAD_REQUEST,
                "An export cannot begin with entry %d: the entries before it are not all there; begin with a smaller number"
                        .formatted(from));
    }
}
