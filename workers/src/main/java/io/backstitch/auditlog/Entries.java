package io.backstitch.auditlog;

import io.backstitch.audit.Draft;
import io.backstitch.audit.Entry;
import io.backstitch.audit.Hash;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The entries of this installation's chain, as they are stored. */
@Component
class Entries {

    private static final int LONGEST = 1000;

    private final JdbcClient jdbc;
    private final String tenant;

    Entries(JdbcClient jdbc, AuditSettings settings) {
        this.jdbc = jdbc;
        this.tenant = settings.tenant();
    }

    /** An entry as it is stored: nobody has compared one with the other. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Stored(byte[] canonical, Hash hash) {}

    /** Returns its hash. To be called with the end of the chain locked. */
    Hash add(Entry entry) {
        byte[] canonical = entry.canonical();
        Hash hash = Entry.hashOf(canonical);
        jdbc.sql("""
                        INSERT INTO audit_entry (tenant, seq, at, kind, run, canonical, hash)
                        VALUES (:tenant, :seq, :at, :kind, :run, :canonical, :hash)
                        """)
                .param("tenant", tenant)
                .param("seq", entry.seq())
                .param("at", Timestamp.from(entry.at()))
                .param("kind", entry.kind())
                .param("run", entry.run(), Types.VARCHAR)
                .param("canonical", canonical)
                .param("hash", hash.bytes())
                .update();
        return hash;
    }

    /** Whether an entry of this kind says the same. Nobody calls this for a kind of which there are many. */
    boolean exists(Draft draft) {
        byte[] body = (",\"body\":" + draft.body() + ",\"kind\":").getBytes(StandardCharsets.UTF_8);
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM audit_entry
                                       WHERE tenant = ? AND kind = ? AND position(?::bytea in canonical) > 0)
                        """)
                .params(tenant, draft.kind(), body)
                .query(Boolean.class)
                .single();
    }

    /** At most 1000, in their order. */
    List<Stored> ofRun(String businessId) {
        return jdbc.sql("""
                        SELECT canonical, hash FROM audit_entry
                        WHERE tenant = ? AND run IS NOT NULL AND substring(run from position('/' in run) + 1) = ?
                        ORDER BY seq LIMIT ?
                        """)
                .params(tenant, businessId, LONGEST)
                .query((row, number) -> new Stored(row.getBytes("canonical"), Hash.of(row.getBytes("hash"))))
                .list();
    }
}
