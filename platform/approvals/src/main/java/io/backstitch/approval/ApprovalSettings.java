package io.backstitch.approval;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Approvals.
 *
 * @param maxLoginAge a decision through our API needs a login that is not older; without it any valid token will do
 */
@ConfigurationProperties("backstitch.approval")
record ApprovalSettings(@Nullable Duration maxLoginAge) {

    /**
     * Whether the login is young enough to decide by.
     *
     * @param authenticatedAt when the person logged in, as the token says; null when it does not, as Keycloak's tokens of direct grants:
     *     such a login may be of any age
     * @throws LoginTooOld when they must log in again
     */
    void requireFresh(@Nullable Instant authenticatedAt, Instant now) {
        if (maxLoginAge != null
                && (authenticatedAt == null || authenticatedAt.plus(maxLoginAge).isBefore(now))) {
            throw new LoginTooOld(maxLoginAge);
        }
    }
}
