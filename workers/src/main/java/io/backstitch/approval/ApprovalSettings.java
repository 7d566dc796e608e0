package io.backstitch.approval;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Approvals.
 *
 * @param maxLoginAge a decision through our API needs a login that is not older; without it any valid token will do
 */
@ConfigurationProperties("backstitch.approval")
record ApprovalSettings(@Nullable Duration maxLoginAge) {}
