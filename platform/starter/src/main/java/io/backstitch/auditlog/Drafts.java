package io.backstitch.auditlog;

import io.backstitch.audit.Draft;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What is on record and has no place in the chain yet. */
@Component
class Drafts {

    private final JdbcTemplate jdbc;
    private final String tenant;

    Drafts(JdbcTemplate jdbc, AuditSettings settings) {
        this.jdbc = jdbc;
        this.tenant = settings.tenant();
    }

    /** A draft as it is stored: nobody has checked it. */
    record Pending(
            long id, Instant at, String kind, @Nullable String run, String body) {}

    void add(List<Draft> drafts) {
        jdbc.batchUpdate(
                "INSERT INTO audit_pending (tenant, at, kind, run, body) VALUES (?, ?, ?, ?, ?)",
                drafts.stream()
                        .map(draft -> new @Nullable Object[] {
                            tenant, Timestamp.from(draft.at()), draft.kind(), draft.run(), draft.body()
                        })
                        .toList());
    }

    /** Oldest first. */
    List<Pending> next(int most) {
        return jdbc.query(
                "SELECT id, at, kind, run, body FROM audit_pending WHERE tenant = ? ORDER BY id LIMIT ?",
                (row, number) -> new Pending(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("kind"),
                        row.getString("run"),
                        row.getString("body")),
                tenant,
                most);
    }

    boolean isEmpty() {
        return !Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT FROM audit_pending WHERE tenant = ?)", Boolean.class, tenant));
    }

    /** The database refuses it unless each has its entry. */
    void remove(List<Pending> chained) {
        jdbc.update(
                "DELETE FROM audit_pending WHERE tenant = ? AND id = ANY (?)",
                tenant,
                chained.stream().map(Pending::id).toArray(Long[]::new));
    }
}
