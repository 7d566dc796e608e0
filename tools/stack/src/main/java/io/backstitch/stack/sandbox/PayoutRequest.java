package io.backstitch.stack.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Pay money out.
 *
 * @param amount in minor units, more than zero
 * @param currency ISO 4217, of one in which people pay
 * @param payee who gets it: a name that the partner has an account for, never an account number
 * @param reference the caller's own words, kept as they are; 500 characters at most
 */
record PayoutRequest(
        long amount,
        String currency,
        String payee,
        @Nullable String reference) implements PaymentRequest {
    PayoutRequest {
        Check.positive("amount", amount);
        PartnerRules.currency("currency", currency);
        PartnerRules.text("payee", Check.present("payee", payee));
        PartnerRules.text("reference", reference);
    }
}
