package io.backstitch.reconciliation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How sources are asked what we have missed.
 *
 * @param every how often
 * @param grace an event that is younger may still be under way
 * @param overlap how far each look goes back beyond the one before, for events that a source shows late
 * @param lookBack how far the first look goes back
 */
@ConfigurationProperties("backstitch.reconciliation")
record ReconciliationSettings(
        @DefaultValue("1m") Duration every,
        @DefaultValue("1m") Duration grace,
        @DefaultValue("1h") Duration overlap,
        @DefaultValue("24h") Duration lookBack) {

    ReconciliationSettings {
        if (!every.isPositive() || grace.isNegative() || overlap.isNegative() || lookBack.isNegative()) {
            throw new IllegalArgumentException(
                    "every is %s, grace %s, overlap %s, look-back %s: every must be more than nothing, the others not less"
                            .formatted(every, grace, overlap, lookBack));
        }
    }
}
