package io.backstitch.stack.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One effect that the payments partner performed: an entry of its record.
 *
 * @param sequence 1 for the first one, without gaps
 * @param key the idempotency key that the caller sent
 * @param id {@code ch_…} or {@code re_…}
 * @param charge of a refund: the id of the charge that was given back; of a charge: null
 * @param amount in minor units
 * @param reference of a charge: the caller's own words; of a refund: those of its charge
 * @param card of a charge: the token; of a refund: null
 */
public record PaymentOperation(
        long sequence,
        Instant at,
        Kind kind,
        String key,
        String id,
        @Nullable String charge,
        long amount,
        String currency,
        @Nullable String reference,
        @Nullable String card) {

    /** What was done. */
    public enum Kind {
        /** Money was taken. */
        @JsonProperty("charge")
        CHARGE,
        /** Money was given back. */
        @JsonProperty("refund")
        REFUND
    }

    static PaymentOperation charge(long sequence, Instant at, String key, ChargeRequest request) {
        return new PaymentOperation(
                sequence,
                at,
                Kind.CHARGE,
                key,
                "ch_%08d".formatted(sequence),
                null,
                request.amount(),
                request.currency(),
                request.reference(),
                request.card());
    }

    static PaymentOperation refund(
            long sequence, Instant at, String key, RefundRequest request, PaymentOperation charge) {
        return new PaymentOperation(
                sequence,
                at,
                Kind.REFUND,
                key,
                "re_%08d".formatted(sequence),
                charge.id(),
                request.amount(),
                charge.currency(),
                charge.reference(),
                null);
    }

    /** What was asked for, to be compared with a later request under the same key. */
    PaymentRequest request() {
        return switch (kind) {
            case CHARGE -> new ChargeRequest(amount, currency, Objects.requireNonNull(card), reference);
            case REFUND -> new RefundRequest(Objects.requireNonNull(charge), amount);
        };
    }
}
