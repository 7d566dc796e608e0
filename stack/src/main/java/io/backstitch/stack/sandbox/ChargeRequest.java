package io.backstitch.stack.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Take money from a card.
 *
 * @param amount in minor units, more than zero
 * @param currency ISO 4217, three upper-case letters
 * @param card a token, never a number
 * @param reference the caller's own words, kept as they are
 */
record ChargeRequest(
        long amount, String currency, String card, @Nullable String reference) implements PaymentRequest {
    ChargeRequest {
        Check.positive("amount", amount);
        Check.currency("currency", currency);
        Check.present("card", card);
    }
}
