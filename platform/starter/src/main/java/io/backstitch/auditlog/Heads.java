package io.backstitch.auditlog;

import io.backstitch.audit.Frontier;
import io.backstitch.audit.Hash;
import io.backstitch.audit.Head;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where the chain of this installation ends. */
@Component
class Heads {

    private final JdbcClient jdbc;
    private final String tenant;

    Heads(JdbcClient jdbc, AuditSettings settings) {
        this.jdbc = jdbc;
        this.tenant = settings.tenant();
    }

    /** The end, with the Merkle tree over all entries up to it. */
    record Locked(Head head, Frontier tree) {}

    /** The end, which nobody else moves before this transaction ends. */
    Locked lock() {
        return find("FOR UPDATE").orElseGet(this::begin);
    }

    /** The end as it is committed; empty when there never was an entry. */
    Optional<Locked> find() {
        return find("");
    }

    private Locked begin() {
        jdbc.sql("""
                        INSERT INTO audit_head (tenant, seq, at, hash, frontier) VALUES (?, 0, ?, ?, '')
                        ON CONFLICT DO NOTHING
                        """)
                .params(tenant, Timestamp.from(Instant.EPOCH), Hash.ZERO.bytes())
                .update();
        return find("FOR UPDATE").orElseThrow();
    }

    private Optional<Locked> find(String lock) {
        return jdbc.sql("SELECT seq, at, hash, frontier FROM audit_head WHERE tenant = ? " + lock)
                .param(tenant)
                .query(this::read)
                .optional();
    }

    private Locked read(ResultSet row, int number) throws SQLException {
        long seq = row.getLong("seq");
        Head head = new Head(tenant, seq, row.getTimestamp("at").toInstant(), Hash.of(row.getBytes("hash")));
        return new Locked(head, Frontier.unpack(seq, row.getBytes("frontier")));
    }

    /** To be called with the lock. */
    void move(Head head, Frontier tree) {
        jdbc.sql("UPDATE audit_head SET seq = ?, at = ?, hash = ?, frontier = ? WHERE tenant = ?")
                .params(head.seq(), Timestamp.from(head.at()), head.hash().bytes(), tree.packed(), tenant)
                .update();
    }
}
