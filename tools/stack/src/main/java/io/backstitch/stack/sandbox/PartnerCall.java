package io.backstitch.stack.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call to a partner, whether it did anything or not.
 *
 * @param sequence 1 for the first one since the sandbox was started
 * @param key the Idempotency-Key, when there was one
 * @param status what was answered; null while the call is open and when its connection was cut
 * @param cut whether the connection was closed without an answer
 * @param replayed whether the answer is that of an earlier call with the same key
 * @param refusal the sentence of an answer that said what is wrong; null for any other
 */
public record PartnerCall(
        long sequence,
        Instant at,
        String method,
        String path,
        @Nullable String key,
        @Nullable Integer status,
        boolean cut,
        boolean replayed,
        @Nullable String refusal) {

    PartnerCall answered(PartnerResponse with) {
        return new PartnerCall(sequence, at, method, path, key, with.status(), false, with.replayed(), with.refusal());
    }

    PartnerCall wasCut() {
        return new PartnerCall(sequence, at, method, path, key, null, true, false, null);
    }
}
