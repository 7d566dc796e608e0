package io.backstitch.lane;

import io.backstitch.value.Rate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The size of one lane, {@code backstitch.lanes.<name>.*}.
 *
 * @param maxJobsActive of each job type: what the engine hands out to this process at most
 * @param threads jobs that are worked at together
 * @param handlerTime how long a job usually takes; {@link Sizing} counts with it
 * @param connections to the database
 * @param tenantShare the part of the threads that one tenant has at most, where there are several
 * @param rateShare the part of each partner's rate
 * @param startRate how many runs of its processes all instances together hand to the engine; null: as many as come
 */
public record LaneSettings(
        @DefaultValue("16") int maxJobsActive,
        @DefaultValue("64") int threads,
        @DefaultValue("500ms") Duration handlerTime,
        @DefaultValue("8") int connections,
        @DefaultValue("0.5") double tenantShare,
        @DefaultValue("0.5") double rateShare,
        @Nullable Rate startRate) {

    public LaneSettings {
        positive("max-jobs-active", maxJobsActive);
        positive("threads", threads);
        positive("connections", connections);
        if (handlerTime.isNegative() || handlerTime.isZero()) {
            throw new IllegalArgumentException("handler-time must be positive, but is " + handlerTime);
        }
        share("tenant-share", tenantShare);
        share("rate-share", rateShare);
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s must be at least 1, but is %d".formatted(name, value));
        }
    }

    private static void share(String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException("%s must be above 0 and at most 1, but is %s".formatted(name, value));
        }
    }
}
