package io.backstitch.auditlog;

import io.backstitch.audit.Frontier;
import io.backstitch.audit.SignedCheckpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The checkpoints of this installation's chain, as they are stored. */
@Component
class StoredCheckpoints {

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final String tenant;

    StoredCheckpoints(JdbcClient jdbc, AuditSettings settings) {
        this.jdbc = jdbc;
        this.tenant = settings.tenant();
    }

    /** A checkpoint as it is stored. */
    record Stored(long size, String line) {
        static Stored read(ResultSet row, int number) throws SQLException {
            return new Stored(row.getLong("size"), row.getString("line"));
        }
    }

    /**
     * Whether this transaction is the one that signs. Not by a lock on the end of the chain: decisions would wait until the checkpoint is
     * committed.
     */
    boolean isMyTurn() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('audit_checkpoint'), hashtext(?))")
                .param(tenant)
                .query(Boolean.class)
                .single();
    }

    /** As {@link #isMyTurn()}, but waits until it is. */
    void takeTurn() {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('audit_checkpoint'), hashtext(?))")
                .param(tenant)
                .query((row, number) -> number)
                .single();
    }

    long lastSize() {
        return jdbc.sql("SELECT coalesce(max(size), 0) FROM audit_checkpoint WHERE tenant = ?")
                .param(tenant)
                .query(Long.class)
                .single();
    }

    /** The line of the newest. */
    Optional<String> last() {
        return jdbc.sql("SELECT line FROM audit_checkpoint WHERE tenant = ? ORDER BY size DESC LIMIT 1")
                .param(tenant)
                .query(String.class)
                .optional();
    }

    void add(SignedCheckpoint signed, Frontier tree) {
        jdbc.sql("INSERT INTO audit_checkpoint (tenant, size, line, frontier) VALUES (?, ?, ?, ?)")
                .params(tenant, signed.checkpoint().size(), signed.line(), tree.packed())
                .update();
    }

    /** At most 1000 that cover more than so many entries, smallest first. */
    List<Stored> beyond(long size) {
        return jdbc.sql("SELECT size, line FROM audit_checkpoint WHERE tenant = ? AND size > ? ORDER BY size LIMIT ?")
                .params(tenant, size, BATCH)
                .query(Stored::read)
                .list();
    }

    /** The first that covers this entry. */
    Optional<Stored> covering(long seq) {
        return jdbc.sql("SELECT size, line FROM audit_checkpoint WHERE tenant = ? AND size >= ? ORDER BY size LIMIT 1")
                .params(tenant, seq)
                .query(Stored::read)
                .optional();
    }

    /** The Merkle tree of the last checkpoint that lies before this entry; the empty one when there is none. */
    Frontier treeBefore(long seq) {
        return jdbc.sql(
                        "SELECT size, frontier FROM audit_checkpoint WHERE tenant = ? AND size < ? ORDER BY size DESC LIMIT 1")
                .params(tenant, seq)
                .query((row, number) -> Frontier.unpack(row.getLong("size"), row.getBytes("frontier")))
                .optional()
                .orElseGet(Frontier::empty);
    }
}
