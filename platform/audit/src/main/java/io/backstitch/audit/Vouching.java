package io.backstitch.audit;

import io.backstitch.audit.Finding.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the checkpoints in an export say about the entries before them, and about what seemed wrong with these. */
final class Vouching {
    private final Findings findings;
    private final KnownKeys keys;
    private final Coverage coverage;

    /** The entry whose hash is not the one that the checkpoint right behind it names; 0 when there is none. */
    private long contradicted;

    private long contradictedLine;

    /** The entry whose hash is not the one that its follower names, until a checkpoint says more; 0 when there is none. */
    private long brokenAt;

    private @Nullable SignedCheckpoint lastSigned;

    Vouching(Findings findings, KnownKeys keys, Coverage coverage) {
        this.findings = findings;
        this.keys = keys;
        this.coverage = coverage;
    }

    static String told(Item.Signed item) {
        return "The checkpoint of %d entries".formatted(item.checkpoint().size());
    }

    /** Whether this is the checkpoint that was judged last. */
    boolean isLast(Item.Signed item) {
        return item.signed().equals(lastSigned);
    }

    /** The checkpoint right behind this entry names another hash for it. */
    void contradicts(long seq, long line) {
        contradicted = seq;
        contradictedLine = line;
    }

    /** The entry behind this one names another hash for it. */
    void broken(long seq, long line) {
        coverage.doubt();
        brokenAt = brokenAt == 0 ? seq : brokenAt;
        findings.about(
                Kind.BROKEN_LINK,
                seq,
                line,
                "was rewritten together with its hash, or entries behind it were removed or inserted: the entry that follows names another hash.");
    }

    /**
     * Whether it fits the entries before it.
     *
     * @param former the hash of the entry before it, null when it is not known
     * @param formerAt the time of the entry before it, null when there was none
     */
    boolean judge(Item.Signed item, @Nullable Hash former, @Nullable Instant formerAt) {
        Checkpoint checkpoint = item.checkpoint();
        lastSigned = item.signed();
        keys.vouched(checkpoint);
        if (formerAt != null && checkpoint.at().isBefore(formerAt)) {
            findings.add(
                    Kind.CLOCK,
                    item.line(),
                    "%s was signed (%s) before its last entry was written (%s): one of the times is not true."
                            .formatted(told(item), checkpoint.at(), formerAt));
        }
        long first = coverage.signedTo() + 1;
        boolean last = contradicted == checkpoint.size() || !checkpoint.head().equals(former);
        Coverage.Fit fit = coverage.compare(checkpoint);
        if (fit == Coverage.Fit.FITS) {
            proven(checkpoint);
        } else if (first > checkpoint.size()) {
            fork(checkpoint, item.line());
        } else if (last) {
            rewritten(fit == Coverage.Fit.CONTRADICTS ? first : checkpoint.size(), checkpoint, item.line());
        } else if (fit == Coverage.Fit.CONTRADICTS) {
            contradiction(first, checkpoint, item.line());
        }
        contradicted = 0;
        brokenAt = 0;
        return fit == Coverage.Fit.FITS;
    }

    /** The root fits with the hash that the follower or the checkpoint names: then it was this entry, and nothing else. */
    private void proven(Checkpoint checkpoint) {
        String sentence =
                "was rewritten after it was signed: the checkpoint of %d entries proves that it had another hash."
                        .formatted(checkpoint.size());
        if (contradicted == checkpoint.size()) {
            findings.about(Kind.REWRITTEN, checkpoint.size(), contradictedLine, sentence);
        }
        if (brokenAt > 0) {
            findings.sharpen(Kind.BROKEN_LINK, brokenAt, Kind.REWRITTEN, sentence);
        }
    }

    private void rewritten(long first, Checkpoint checkpoint, long line) {
        findings.about(
                Kind.REWRITTEN,
                Math.min(first, checkpoint.size()),
                checkpoint.size(),
                line,
                first < checkpoint.size()
                        ? "at least the last of these was rewritten with all hashes behind the change: what %s signed at %s was another history."
                                .formatted(checkpoint.key(), checkpoint.at())
                        : "was rewritten: what %s signed at %s had another hash."
                                .formatted(checkpoint.key(), checkpoint.at()));
    }

    private void contradiction(long first, Checkpoint checkpoint, long line) {
        findings.about(
                Kind.REWRITTEN,
                first,
                checkpoint.size(),
                line,
                "what %s signed at %s is another tree, although the last hash is the same: a hash line or the frontier in the header was changed."
                        .formatted(checkpoint.key(), checkpoint.at()));
    }

    private void fork(Checkpoint checkpoint, long line) {
        findings.add(
                Kind.FORK,
                line,
                "Two checkpoints of %d entries with good signatures have different roots: two histories were signed, the second by %s at %s."
                        .formatted(checkpoint.size(), checkpoint.key(), checkpoint.at()));
    }
}
