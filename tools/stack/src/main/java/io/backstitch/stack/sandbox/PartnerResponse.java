package io.backstitch.stack.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A status and a body, as a partner's API has them.
 *
 * @param replayed whether an earlier call with the same key got this first
 * @param refusal what is wrong, as the body says; null when nothing is
 */
record PartnerResponse(
        int status, Object body, boolean replayed, @Nullable String refusal) {
    PartnerResponse(int status, Object body, boolean replayed) {
        this(status, body, replayed, null);
    }

    static PartnerResponse of(int status, Object body) {
        return new PartnerResponse(status, body, false);
    }

    /** A no, in the partner's own codes. */
    static PartnerResponse error(int status, String code, String message) {
        return new PartnerResponse(status, Map.of("error", Map.of("code", code, "message", message)), false, message);
    }

    static PartnerResponse refused(Refusal refusal) {
        return error(refusal.status(), refusal.code(), refusal.message());
    }
}
