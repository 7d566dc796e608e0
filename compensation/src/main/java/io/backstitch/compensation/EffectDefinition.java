package io.backstitch.compensation;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One declared effect, as the kernel sees it. Requests and receipts are JSON texts. */
public interface EffectDefinition {

    /** The name of the effect, stored with each of its keys: the job type. */
    String type();

    /** What is safe when it is in doubt. */
    Recovery recovery();

    /** What must hold for it to begin; null for nothing but an open run. */
    default @Nullable Precondition precondition() {
        return null;
    }

    /** The shape of the requests that this version writes, stored beside each: its components and their types. Null when it tells none. */
    default @Nullable String requestShape() {
        return null;
    }

    /** The same of receipts. */
    default @Nullable String receiptShape() {
        return null;
    }

    /**
     * A stored request, as this version writes it.
     *
     * @param shape with which it was written; null when that was not told
     * @throws UnknownToThisVersion when it cannot be read for certain: nothing of it is believed
     */
    default String currentRequest(String stored, @Nullable String shape) {
        return stored;
    }

    /** The same of a stored receipt. */
    default String currentReceipt(String stored, @Nullable String shape) {
        return stored;
    }

    /**
     * Makes the effect happen and returns the receipt.
     *
     * @throws Exception when it did not happen, or nobody knows; {@link FailureClassifier} tells the two apart
     */
    String perform(String request, Attempt attempt) throws Exception;

    /** Whether {@link #find} may be asked; always for {@link Recovery#ASK_PARTNER}. */
    boolean canFind();

    /**
     * Asks the partner whether the key happened; it changes nothing.
     *
     * @return the receipt, or empty when the partner does not know the key
     */
    Optional<String> find(String request, Attempt attempt) throws Exception;

    /**
     * How long after a call began the partner may still act on it, although the caller is gone. An answer "not known" is
     * believed only after that.
     */
    Duration inFlightLimit();

    /** How it is undone; null for an effect that stands without a compensation. */
    @Nullable
    Compensation compensation();

    /** Undoes one effect. It is an effect itself: own key, own recovery, own retries. */
    interface Compensation {

        /** The job type of the compensation. */
        String type();

        /** What is safe when the undo is in doubt. */
        Recovery recovery();

        /**
         * Undoes the effect of {@code request}.
         *
         * @param receipt what the partner answered then; null when the effect is only presumed to have happened
         * @return the receipt of the undo
         */
        String undo(String request, @Nullable String receipt, Attempt attempt) throws Exception;

        /** Whether {@link #find} may be asked; always for {@link Recovery#ASK_PARTNER}. */
        boolean canFind();

        /**
         * Asks the partner whether the effect was undone; it changes nothing.
         *
         * @return the receipt of the undo, or empty when the partner does not know of one
         */
        Optional<String> find(String request, @Nullable String receipt, Attempt attempt) throws Exception;

        /** As {@link EffectDefinition#inFlightLimit}. */
        Duration inFlightLimit();
    }
}
