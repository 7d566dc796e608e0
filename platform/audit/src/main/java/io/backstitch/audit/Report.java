package io.backstitch.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verifier can say about an export.
 *
 * @param tenant null when the header cannot be read
 * @param from the number of the first entry, as the header says
 * @param to the number of the last entry
 * @param entries how many entries are shown in full
 * @param hashes how many entries are there as a hash only, because the next checkpoint needs them
 * @param begin the time of the first entry shown; null when there is none
 * @param end the time of the last entry shown; null when there is none
 * @param signedTo the number of the last entry that a fitting checkpoint covers; {@code from - 1} when none does
 * @param keys which key vouched for what, in the order of their first checkpoints
 * @param findings what is not as it should be, in the order of the lines; at most a thousand
 * @param moreFindings how many more there were
 */
public record Report(
        @Nullable String tenant,
        long from,
        long to,
        long entries,
        long hashes,
        @Nullable Instant begin,
        @Nullable Instant end,
        long signedTo,
        List<KeyUse> keys,
        List<Finding> findings,
        long moreFindings) {

    /** What it comes to. */
    public enum Verdict {
        /** Nothing was found, and a key vouches for it. */
        FINE,
        /** Something is not as it should be. */
        FINDINGS,
        /** Nothing can be said: there is no header, or no checkpoint vouches for any entry. */
        NOT_VERIFIED
    }

    /** What it comes to. */
    public Verdict verdict() {
        if (tenant == null || (findings.isEmpty() && to >= from && signedTo < from)) {
            return Verdict.NOT_VERIFIED;
        }
        return findings.isEmpty() ? Verdict.FINE : Verdict.FINDINGS;
    }

    /** How many entries no checkpoint vouches for (yet). */
    public long unsigned() {
        return Math.max(0, to - signedTo);
    }
}
