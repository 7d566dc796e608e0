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
 * @param id {@code ch_…}, {@code re_…}, {@code po_…} or {@code rc_…}
 * @param charge of a refund: the id of the charge that was given back; of everything else: null
 * @param amount in minor units
 * @param reference of a charge or payout: the caller's own words; of a refund or recall: those of what it took back
 * @param card of a charge: the token; of everything else: null
 * @param payout of a recall: the id of the payout that was taken back; of everything else: null
 * @param payee of a payout: who got the money; of everything else: null
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
        @Nullable String card,
        @Nullable String payout,
        @Nullable String payee) {

    /** What was done. */
    public enum Kind {
        /** Money was taken. */
        @JsonProperty("charge")
        CHARGE,
        /** Money was given back. */
        @JsonProperty("refund")
        REFUND,
        /** Money was paid out. */
        @JsonProperty("payout")
        PAYOUT,
        /** A payout was taken back. */
        @JsonProperty("recall")
        RECALL
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
                request.card(),
                null,
                null);
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
                null,
                null,
                null);
    }

    static PaymentOperation payout(long sequence, Instant at, String key, PayoutRequest request) {
        return new PaymentOperation(
                sequence,
                at,
                Kind.PAYOUT,
                key,
                "po_%08d".formatted(sequence),
                null,
                request.amount(),
                request.currency(),
                request.reference(),
                null,
                null,
                request.payee());
    }

    static PaymentOperation recall(
            long sequence, Instant at, String key, RecallRequest request, PaymentOperation payout) {
        return new PaymentOperation(
                sequence,
                at,
                Kind.RECALL,
                key,
                "rc_%08d".formatted(sequence),
                null,
                request.amount(),
                payout.currency(),
                payout.reference(),
                null,
                payout.id(),
                null);
    }

    /** What was asked for, to be compared with a later request under the same key. */
    PaymentRequest request() {
        return switch (kind) {
            case CHARGE -> new ChargeRequest(amount, currency, Objects.requireNonNull(card), reference);
            case REFUND -> new RefundRequest(Objects.requireNonNull(charge), amount);
            case PAYOUT -> new PayoutRequest(amount, currency, Objects.requireNonNull(payee), reference);
            case RECALL -> new RecallRequest(Objects.requireNonNull(payout), amount);
        };
    }
}
