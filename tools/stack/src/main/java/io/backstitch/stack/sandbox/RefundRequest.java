package io.backstitch.stack.sandbox;

/**
 * Give the money of a charge back.
 *
 * @param charge the id of the charge
 * @param amount in minor units, more than zero, at most what was charged
 */
record RefundRequest(String charge, long amount) implements PaymentRequest {
    RefundRequest {
        PartnerRules.key("charge", charge);
        Check.positive("amount", amount);
    }
}
