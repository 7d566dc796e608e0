package io.backstitch.stack.sandbox;

/** How the payments partner answers a request. */
sealed interface PaymentAnswer {
    /**
     * The effect is done and on disk.
     *
     * @param replayed true when an earlier call with the same key did it
     */
    record Done(PaymentOperation operation, boolean replayed) implements PaymentAnswer {}

    /**
     * The card, or the payee's account, said no; nothing was done.
     *
     * @param payout whether it was a payout
     */
    record Declined(boolean payout, String reason, boolean replayed) implements PaymentAnswer {}

    /** The request itself is wrong; nothing was done and nothing is kept under its key. */
    record Refused(Refusal refusal) implements PaymentAnswer {}
}
