package io.backstitch.compensation;

import org.jspecify.annotations.Nullable;

/**
 * What a person says about an effect, or the undo of one, whose outcome nobody else can know.
 *
 * @param key of the effect, or of its undo
 * @param verdict what the person says
 * @param receipt JSON; what is known of what happened. Null unless it happened
 * @param who the person, as the token names them
 * @param reason for the record; not blank
 */
public record Decision(
        IdempotencyKey key, Verdict verdict, @Nullable String receipt, String who, String reason) {

    /** What a person can say. */
    public enum Verdict {
        /** It happened; of an undo: it was done by hand. */
        HAPPENED,
        /** It did not happen; the next attempt makes it happen. */
        DID_NOT_HAPPEN,
        /** Only of an undo: the effect is left standing. */
        LEFT_STANDING
    }

    public Decision {
        if (who.isBlank()) {
            throw new IllegalArgumentException("who must say which person decides, but is blank");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("reason must say why, but is blank");
        }
    }

    String detail() {
        return "decided: %s: %s".formatted(verdict, reason);
    }
}
