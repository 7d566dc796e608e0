package io.backstitch.compensation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The ledger's answer to who may make an effect happen now: a closed set. */
public sealed interface Claim {

    /**
     * The asker may call the outside, and nobody else until its lease ends.
     *
     * @param attempt the fencing token
     * @param inDoubtSince when an earlier attempt may have called the partner last, and nobody knows with what result; null
     *     when no attempt can have made the effect happen
     */
    record Granted(int attempt, @Nullable Instant inDoubtSince) implements Claim {

        /** Whether an earlier attempt may have made the effect happen. */
        boolean inDoubt() {
            return inDoubtSince != null;
        }
    }

    /** It happened before; here is the receipt. */
    record Completed(String receipt) implements Claim {}

    /** Another attempt is under way until then. */
    record Busy(Instant until) implements Claim {}

    /** The newest attempt did not end in its time. It counts; the next claim goes on from there. */
    record Overdue(String reason) implements Claim {}

    /** An earlier attempt's outcome is unknown and only a person may decide. */
    record InDoubt(Instant since) implements Claim {}

    /** The run is unwinding or has undone it: the effect must not happen any more. */
    record Voided(String reason) implements Claim {}

    /** What must hold for it to begin does not; nothing was written. */
    record NotPermitted(String reason) implements Claim {}

    /** The key was used for another request. */
    record Refused(Fingerprint stored, Fingerprint given) implements Claim {}
}
