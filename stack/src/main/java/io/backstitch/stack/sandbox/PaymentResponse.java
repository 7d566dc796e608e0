package io.backstitch.stack.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A status and a body, as the payments partner's API has them.
 *
 * @param replayed whether an earlier call with the same key got this first
 */
record PaymentResponse(int status, Object body, boolean replayed) {

    /** What a charge is answered with. */
    record Charge(
            String id,
            String status,
            long amount,
            String currency,
            @Nullable String reference) {}

    /** What a refund is answered with. */
    record Refund(String id, @Nullable String charge, long amount, String status) {}

    /** What the question "did this key happen?" is answered with. */
    record Operation(
            PaymentOperation.Kind kind,
            String id,
            String status,
            @Nullable String charge,
            long amount,
            String currency,
            @Nullable String reference) {}

    static PaymentResponse of(PaymentAnswer answer) {
        return switch (answer) {
            case PaymentAnswer.Done done -> new PaymentResponse(201, made(done.operation()), done.replayed());
            case PaymentAnswer.Declined declined -> declined(declined);
            case PaymentAnswer.Refused refused ->
                error(
                        refused.refusal().status(),
                        refused.refusal().code(),
                        refused.refusal().message());
        };
    }

    static PaymentResponse found(PaymentOperation done) {
        return new PaymentResponse(
                200,
                new Operation(
                        done.kind(),
                        done.id(),
                        "succeeded",
                        done.charge(),
                        done.amount(),
                        done.currency(),
                        done.reference()),
                false);
    }

    static PaymentResponse error(int status, String code, String message) {
        return new PaymentResponse(status, Map.of("error", Map.of("code", code, "message", message)), false);
    }

    private static PaymentResponse declined(PaymentAnswer.Declined declined) {
        var error = Map.of(
                "code", "card_declined",
                "decline_code", declined.reason(),
                "message", "The card was declined (%s).".formatted(declined.reason()));
        return new PaymentResponse(402, Map.of("error", error), declined.replayed());
    }

    private static Object made(PaymentOperation done) {
        return switch (done.kind()) {
            case CHARGE -> new Charge(done.id(), "succeeded", done.amount(), done.currency(), done.reference());
            case REFUND -> new Refund(done.id(), done.charge(), done.amount(), "succeeded");
        };
    }
}
