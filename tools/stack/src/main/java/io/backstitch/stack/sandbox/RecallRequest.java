package io.backstitch.stack.sandbox;

/**
 * Take a payout back.
 *
 * @param payout the id of the payout
 * @param amount in minor units, more than zero, at most what was paid out
 */
record RecallRequest(String payout, long amount) implements PaymentRequest {
    RecallRequest {
        PartnerRules.key("payout", payout);
        Check.positive("amount", amount);
    }
}
