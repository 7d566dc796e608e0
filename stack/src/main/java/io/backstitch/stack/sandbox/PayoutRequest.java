package io.backstitch.stack.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Pay money out.
 *
 * @param amount in minor units, more than zero
 * @param currency ISO 4217, three upper-case letters
 * @param payee who gets it: a name that the partner has an account for, never an account number
 * @param reference the caller's own words, kept as they are
 */
record PayoutRequest(
        long amount,
        String currency,
        String payee,
        @Nullable String reference) implements PaymentRequest {
    PayoutRequest {
        Check.positive("amount", amount);
        Check.currency("currency", currency);
        Check.present("payee", payee);
    }
}
