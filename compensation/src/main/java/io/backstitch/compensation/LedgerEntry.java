package io.backstitch.compensation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One effect as the ledger holds it.
 *
 * @param position order of first claim; newer effects have higher positions
 * @param undoes the key whose effect this one undoes; null for an effect of the forward flow
 * @param compensation job type of the compensation; null when there is none
 * @param attempt the newest attempt's fencing token
 * @param leaseUntil until when the newest attempt may be under way
 * @param ownerGone the process that made the newest attempt is dead: its lease counts no more
 * @param deaths how many owners died at it, one after the other
 * @param calledAt when the newest call to the partner may have begun
 * @param receipt null until completed
 * @param acknowledged the engine has confirmed that the activity completed, so its compensation handler will come
 * @param undoRequested the compensation handler has come
 * @param undoRequestedAt when; null when it has not, or came to an earlier version
 * @param kernelUndoesIt the engine will send no handler for this very effect: it belongs to one item of several, or to a
 *     called process
 * @param keyEncoded the partner was last called with the key's {@linkplain IdempotencyKey#carrier carrier}; false where an earlier version called it
 * @param requestShape with which the request was written; null when that was not told
 * @param receiptShape with which the receipt was written; null when that was not told
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
        boolean ownerGone,
        int deaths,
        Instant calledAt,
        Fingerprint fingerprint,
        String request,
        @Nullable String receipt,
        boolean acknowledged,
        boolean undoRequested,
        @Nullable Instant undoRequestedAt,
        boolean kernelUndoesIt,
        boolean keyEncoded,
        @Nullable String requestShape,
        @Nullable String receiptShape,
        Instant changedAt) {

    /** Long enough for a worker that restarts; a handler that comes later still finds its effect undone. */
    static final Duration HANDLERS_COME_WITHIN = Duration.ofSeconds(30);

    /** Whether the newest attempt may be at work at this moment. */
    boolean isUnderWay(Instant now) {
        return state == EffectState.CLAIMED && isLeased(now);
    }

    private boolean isLeased(Instant now) {
        return !ownerGone && leaseUntil.isAfter(now);
    }

    /** Whether it may have happened without our knowing. */
    boolean isInDoubt() {
        return state == EffectState.CLAIMED || state == EffectState.IN_DOUBT;
    }

    /** Whether its partner may know it by what a carrier once made of its key, and acts on keys or is asked for them. */
    boolean isKnownByAnotherName() {
        boolean byKey = recovery == Recovery.REPEAT_WITH_KEY || recovery == Recovery.ASK_PARTNER;
        return byKey && !keyEncoded && !key.isPlain();
    }

    /** Whether it is known, and nothing of it is to be undone but by the engine's handler. */
    boolean isUndoneByHandler() {
        boolean stands = state == EffectState.COMPLETED && compensation != null;
        return !isInDoubt() && (!stands || (acknowledged && !kernelUndoesIt));
    }

    /** No handler of the engine will undo it, or its activity was cut off after the effect had happened. */
    boolean isOrphan(Instant now) {
        return kernelUndoesIt || (!acknowledged && !undoRequested && !isLeased(now));
    }

    /**
     * The engine has confirmed its activity, and its handler has not come although those of other effects came long ago: the engine starts all
     * of a compensation at once, so it starts none for this one. So it is when the scope around it was cut off.
     */
    boolean isForgotten(List<LedgerEntry> left, Instant now) {
        return acknowledged
                && !undoRequested
                && left.stream()
                        .map(LedgerEntry::undoRequestedAt)
                        .anyMatch(at ->
                                at != null && at.plus(HANDLERS_COME_WITHIN).isBefore(now));
    }

    /** Nobody has confirmed the activity yet, but its worker may be about to. */
    boolean awaitsAcknowledgement(Instant now) {
        return !kernelUndoesIt && !acknowledged && !undoRequested && isLeased(now);
    }

    /** The request as this version writes it; see {@link EffectDefinition#currentRequest}. */
    String currentRequest(EffectDefinition definition) {
        return definition.currentRequest(request, requestShape);
    }

    /** The receipt as this version writes it; null when the effect is only presumed to have happened, or has not. */
    @Nullable
    String currentReceipt(EffectDefinition definition) {
        return receipt == null ? null : definition.currentReceipt(receipt, receiptShape);
    }

    /** The receipt as JSON; {@code null} of JSON when the effect is only presumed to have happened. */
    String receiptText() {
        return receipt == null ? "null" : receipt;
    }
}
