package io.backstitch.stack.sandbox;

import java.util.Map;

/**
 * A status and a body, as a partner's API has them.
 *
 * @param replayed whether an earlier call with the same key got this first
 */
record PartnerResponse(int status, Object body, boolean replayed) {

    static PartnerResponse of(int status, Object body) {
        return new PartnerResponse(status, body, false);
    }

    /** A no, in the partner's own codes. */
    static PartnerResponse error(int status, String code, String message) {
        return of(status, Map.of("error", Map.of("code", code, "message", message)));
    }

    static PartnerResponse refused(Refusal refusal) {
        return error(refusal.status(), refusal.code(), refusal.message());
    }
}
