package io.backstitch.stack.sandbox;

/** What is wrong with a request to a partner, in its own codes. */
enum Refusal {
    KEY_REUSED(409, "idempotency_key_reused", "This Idempotency-Key was used before with another request."),
    UNKNOWN_CHARGE(404, "unknown_charge", "There is no charge with this id."),
    UNKNOWN_PAYOUT(404, "unknown_payout", "There is no payout with this id."),
    UNKNOWN_OBJECT(404, "unknown_object", "There is no object with this id."),
    ALREADY_REFUNDED(422, "charge_already_refunded", "This charge was refunded before."),
    ALREADY_RECALLED(422, "payout_already_recalled", "This payout was recalled before."),
    AMOUNT_TOO_LARGE(422, "amount_too_large", "No more can be given back than was taken or paid out.");

    private final int status;
    private final String code;
    private final String message;

    Refusal(int status, String code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String message() {
        return message;
    }
}
