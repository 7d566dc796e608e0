package io.backstitch.audit;

import io.backstitch.audit.Finding.Kind;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Judges the proof of one entry: its text fits its hash, the path leads from there to the root, and a trusted key signed the root. */
final class ProofVerification {
    private final ProofFile.Header header;
    private final Findings findings;
    private final KnownKeys keys;

    private Item.@Nullable Shown entry;
    private Item.@Nullable Signed checkpoint;
    private boolean broken;

    ProofVerification(ProofFile.Header header, Findings findings, KnownKeys keys) {
        this.header = header;
        this.findings = findings;
        this.keys = keys;
    }

    void read(Lines lines) throws IOException {
        entry(lines.next());
        checkpoint(lines.next());
        Line more = lines.next();
        if (more != null) {
            findings.add(Kind.MISPLACED, more.number(), "Something follows the checkpoint: a proof ends with it.");
        }
        if (entry != null && checkpoint != null && !broken) {
            prove(entry, checkpoint);
        }
    }

    private void entry(@Nullable Line line) {
        if (line != null && ExportLines.read(line) instanceof Item.Shown shown) {
            entry = shown;
            examine(shown);
        } else {
            findings.about(Kind.UNREADABLE, seq(), 2, "changed so that it cannot be read any more, or not there.");
        }
    }

    private void examine(Item.Shown shown) {
        if (!shown.intact()) {
            damaged(Kind.CHANGED, shown.line(), "changed: its text does not fit its hash.");
        }
        if (shown.seq() != seq()) {
            damaged(
                    Kind.MISPLACED,
                    shown.line(),
                    "entry %d stands in its place: the proof is about another entry.".formatted(shown.seq()));
        }
        if (!shown.tenant().equals(header.tenant())) {
            damaged(
                    Kind.TENANT,
                    shown.line(),
                    "belongs to the tenant %s, the proof to %s.".formatted(shown.tenant(), header.tenant()));
        }
    }

    private void checkpoint(@Nullable Line line) {
        if (line != null && ExportLines.read(line) instanceof Item.Vouched vouched) {
            checkpoint = keys.examine(vouched, header.tenant(), "The checkpoint");
        } else {
            findings.add(
                    Kind.UNREADABLE,
                    3,
                    "The checkpoint was changed so that it cannot be read any more, or is not there.");
        }
    }

    private void prove(Item.Shown shown, Item.Signed signed) {
        keys.vouched(signed.checkpoint());
        if (signed.checkpoint().size() != header.proof().size()) {
            damaged(
                    Kind.HEADER,
                    signed.line(),
                    "the proof leads to a tree of %d entries, but the checkpoint covers %d."
                            .formatted(
                                    header.proof().size(), signed.checkpoint().size()));
        } else if (!header.proof().proves(shown.computed(), signed.checkpoint().root())) {
            damaged(
                    Kind.REWRITTEN,
                    shown.line(),
                    "not in what %s signed at %s: the entry was rewritten with its hash, or the path was changed."
                            .formatted(
                                    signed.checkpoint().key(),
                                    signed.checkpoint().at()));
        }
    }

    private void damaged(Kind kind, long line, String sentence) {
        broken = true;
        findings.about(kind, seq(), line, sentence);
    }

    /** A proof is compared with what was kept of the same size; of another size nobody can tell from one path. */
    void compare(String name, Checkpoint kept) {
        if (kept.size() != header.proof().size()) {
            findings.add(
                    Kind.OUTSIDE,
                    0,
                    "The checkpoint in %s is of %d entries, the proof of %d: they cannot be compared. An export can."
                            .formatted(name, kept.size(), header.proof().size()));
        } else if (checkpoint != null
                && !kept.root().equals(checkpoint.checkpoint().root())) {
            findings.add(
                    Kind.FORK,
                    3,
                    "The checkpoint in %s has another root than the one here: two histories were signed."
                            .formatted(name));
        }
    }

    private long seq() {
        return header.proof().index() + 1;
    }

    Report report() {
        Instant at = entry == null ? null : entry.at();
        boolean proven = findings.isEmpty() && checkpoint != null;
        return new Report(
                header.tenant(),
                seq(),
                seq(),
                entry == null ? 0 : 1,
                0,
                at,
                at,
                proven ? seq() : seq() - 1,
                keys.uses(),
                findings.list(),
                findings.more());
    }
}
