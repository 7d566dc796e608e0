package io.backstitch.stack.sandbox;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A charge or a payout that the partner said no to. Nothing was done, so it is not in the record of effects; it is kept because the
 * same key must get the same answer again.
 *
 * @param request the charge; null when it was a payout
 * @param payout the payout; null when it was a charge
 * @param reason why, for example {@code insufficient_funds}
 */
record Decline(
        Instant at,
        String key,
        @Nullable ChargeRequest request,
        @Nullable PayoutRequest payout,
        String reason) {

    static Decline of(Instant at, String key, ChargeRequest request, String reason) {
        return new Decline(at, key, request, null, reason);
    }

    static Decline of(Instant at, String key, PayoutRequest request, String reason) {
        return new Decline(at, key, null, request, reason);
    }

    /** What was asked for, to be compared with a later request under the same key. */
    PaymentRequest asked() {
        return request == null ? Objects.requireNonNull(payout) : request;
    }
}
