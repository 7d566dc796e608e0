package io.backstitch.stack.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Take money from a card.
 *
 * @param amount in minor units, more than zero
 * @param currency ISO 4217, of one in which people pay
 * @param card a token, never a number
 * @param reference the caller's own words, kept as they are; 500 characters at most
 */
record ChargeRequest(
        long amount, String currency, String card, @Nullable String reference) implements PaymentRequest {
    ChargeRequest {
        Check.positive("amount", amount);
        PartnerRules.currency("currency", currency);
        PartnerRules.key("card", card);
        PartnerRules.text("reference", reference);
    }
}
