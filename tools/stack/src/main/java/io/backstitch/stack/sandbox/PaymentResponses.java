package io.backstitch.stack.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the payments partner answers, in the words of its API. */
final class PaymentResponses {

    /** What a charge is answered with. */
    record Charge(
            String id,
            String status,
            long amount,
            String currency,
            @Nullable String reference) {}

    /** What a refund is answered with. */
    record Refund(String id, @Nullable String charge, long amount, String status) {}

    /** What a payout is answered with. */
    record Payout(
            String id,
            String status,
            long amount,
            String currency,
            @Nullable String reference) {}

    /** What a recall is answered with. */
    record Recall(String id, @Nullable String payout, long amount, String status) {}

    /** What the question "did this key happen?" is answered with. */
    record Operation(
            PaymentOperation.Kind kind,
            String id,
            String status,
            @Nullable String charge,
            @Nullable String payout,
            long amount,
            String currency,
            @Nullable String reference) {}

    private PaymentResponses() {}

    static PartnerResponse of(PaymentAnswer answer) {
        return switch (answer) {
            case PaymentAnswer.Done done -> new PartnerResponse(201, made(done.operation()), done.replayed());
            case PaymentAnswer.Declined declined -> declined(declined);
            case PaymentAnswer.Refused refused -> PartnerResponse.refused(refused.refusal());
        };
    }

    static PartnerResponse found(PaymentOperation done) {
        return PartnerResponse.of(
                200,
                new Operation(
                        done.kind(),
                        done.id(),
                        "succeeded",
                        done.charge(),
                        done.payout(),
                        done.amount(),
                        done.currency(),
                        done.reference()));
    }

    private static PartnerResponse declined(PaymentAnswer.Declined declined) {
        String what = declined.payout() ? "payout" : "card";
        var error = Map.of(
                "code", what + "_declined",
                "decline_code", declined.reason(),
                "message", "The %s was declined (%s).".formatted(what, declined.reason()));
        return new PartnerResponse(402, Map.of("error", error), declined.replayed());
    }

    private static Object made(PaymentOperation done) {
        return switch (done.kind()) {
            case CHARGE -> new Charge(done.id(), "succeeded", done.amount(), done.currency(), done.reference());
            case REFUND -> new Refund(done.id(), done.charge(), done.amount(), "succeeded");
            case PAYOUT -> new Payout(done.id(), "succeeded", done.amount(), done.currency(), done.reference());
            case RECALL -> new Recall(done.id(), done.payout(), done.amount(), "succeeded");
        };
    }
}
