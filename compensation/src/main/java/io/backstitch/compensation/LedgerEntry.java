package io.backstitch.compensation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One effect as the ledger holds it.
 *
 * @param position order of first claim; newer effects have higher positions
 * @param undoes the key whose effect this one undoes; null for an effect of the forward flow
 * @param compensation job type of the compensation; null when there is none
 * @param attempt the newest attempt's fencing token
 * @param leaseUntil until when the newest attempt may be under way
 * @param receipt null until completed
 * @param acknowledged the engine has confirmed that the activity completed, so its compensation handler will come
 * @param undoRequested the compensation handler has come
 */
public record LedgerEntry(
        IdempotencyKey key,
        SagaId saga,
        long position,
        String element,
        String type,
        @Nullable IdempotencyKey undoes,
        @Nullable String compensation,
        Recovery recovery,
        EffectState state,
        int attempt,
        Instant leaseUntil,
        Fingerprint fingerprint,
        String request,
        @Nullable String receipt,
        boolean acknowledged,
        boolean undoRequested,
        Instant changedAt) {

    /** No handler of the engine will undo it: its activity was cut off after the effect had happened. */
    boolean isOrphan(Instant now) {
        return !acknowledged && !undoRequested && !leaseUntil.isAfter(now);
    }

    /** Nobody has confirmed the activity yet, but its worker may be about to. */
    boolean awaitsAcknowledgement(Instant now) {
        return !acknowledged && !undoRequested && leaseUntil.isAfter(now);
    }
}
