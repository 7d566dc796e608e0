package io.backstitch.auditlog;

import io.backstitch.audit.Hash;
import io.backstitch.audit.InclusionPath;
import io.backstitch.audit.ProofFile;
import io.backstitch.web.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Proves single entries, in the format of docs/audit-export.md. All hashes up to the checkpoint are read for it, one after the other: a second for some hundred thousand entries, and no
 * memory.
 */
@Component
class Proofs {

    private final StoredCheckpoints checkpoints;
    private final Entries entries;
    private final Snapshot snapshot;
    private final String tenant;

    Proofs(StoredCheckpoints checkpoints, Entries entries, Snapshot snapshot, AuditSettings settings) {
        this.checkpoints = checkpoints;
        this.entries = entries;
        this.snapshot = snapshot;
        this.tenant = settings.tenant();
    }

    /** @throws Problem when there is no such entry, or none that a checkpoint covers */
    String of(long seq) {
        return snapshot.read(() -> {
            Entries.Stored entry = entries.find(seq)
                    .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "There is no entry %d".formatted(seq)));
            StoredCheckpoints.Stored checkpoint = checkpoints
                    .covering(seq)
                    .orElseThrow(() -> new Problem(
                            HttpStatus.CONFLICT,
                            "No checkpoint covers entry %d yet: try again in some seconds; or the audit is not signed"
                                    .formatted(seq)));
            Path path = new Path(seq, checkpoint.size());
            snapshot.jdbc()
                    .query(
                            "SELECT seq, hash FROM audit_entry WHERE tenant = ? AND seq <= ? ORDER BY seq",
                            path::take,
                            tenant,
                            checkpoint.size());
            path.next(checkpoint.size() + 1);
            return ProofFile.text(tenant, entry.canonical(), entry.hash(), path.inclusion.proof(), checkpoint.line());
        });
    }

    /** The way from one entry to the root; a hash that is missing would make another tree. */
    private static final class Path {
        private final InclusionPath inclusion;
        private long expected = 1;

        Path(long seq, long size) {
            inclusion = new InclusionPath(seq - 1, size);
        }

        void take(ResultSet row) throws SQLException {
            next(row.getLong("seq"));
            inclusion.leaf(Hash.of(row.getBytes("hash")));
        }

        void next(long seq) {
            if (seq != expected++) {
                throw new Problem(
                        HttpStatus.CONFLICT,
                        "Nothing can be proven: entry %d is missing. An export names what was changed"
                                .formatted(expected - 1));
            }
        }
    }
}
