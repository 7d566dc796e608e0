package io.backstitch.auditlog;

import io.backstitch.audit.Entry;
import io.backstitch.audit.Hash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The entries of this installation's chain, as they are stored. */
@Component
class Entries {

    private static final int LONGEST = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final String tenant;

    Entries(JdbcClient jdbc, JdbcTemplate batches, AuditSettings settings) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.tenant = settings.tenant();
    }

    /** An entry as it is stored: nobody has compared one with the other. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Stored(byte[] canonical, Hash hash) {}

    /** Returns their hashes. To be called with the end of the chain locked. */
    List<Hash> add(List<Entry> chained, List<Drafts.Pending> from) {
        List<Hash> hashes = new ArrayList<>();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < chained.size(); i++) {
            Entry entry = chained.get(i);
            byte[] canonical = entry.canonical();
            Hash hash = Entry.hashOf(canonical);
            hashes.add(hash);
            rows.add(new @Nullable Object[] {
                tenant,
                entry.seq(),
                Timestamp.from(entry.at()),
                entry.kind(),
                entry.run(),
                canonical,
                hash.bytes(),
                from.get(i).id()
            });
        }
        batches.batchUpdate("""
                INSERT INTO audit_entry (tenant, seq, at, kind, run, canonical, hash, draft) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """, rows);
        return hashes;
    }

    Optional<Stored> find(long seq) {
        return jdbc.sql("SELECT canonical, hash FROM audit_entry WHERE tenant = ? AND seq = ?")
                .params(tenant, seq)
                .query(Entries::read)
                .optional();
    }

    private static Stored read(ResultSet row, int number) throws SQLException {
        return new Stored(row.getBytes("canonical"), Hash.of(row.getBytes("hash")));
    }

    /** At most 1000, in their order. */
    List<Stored> ofRun(String businessId) {
        return jdbc.sql("""
                        SELECT canonical, hash FROM audit_entry
                        WHERE tenant = ? AND run IS NOT NULL AND substring(run from position('/' in run) + 1) = ?
                        ORDER BY seq LIMIT ?
                        """)
                .params(tenant, businessId, LONGEST)
                .query(Entries::read)
                .list();
    }
}
