package io.backstitch.approval;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Tasks that somebody took who may not do them.
 *
 * @param releaseAfter how long after it was seen such a task is taken from them; each next time that somebody does, twice as long
 * @param atMost the longest of these times
 */
@ConfigurationProperties("backstitch.task-holds")
record HoldSettings(
        @DefaultValue("3s") Duration releaseAfter,
        @DefaultValue("1m") Duration atMost) {

    private static final int DOUBLINGS = 20;

    HoldSettings {
        if (releaseAfter.isNegative() || releaseAfter.isZero() || atMost.compareTo(releaseAfter) < 0) {
            throw new IllegalArgumentException(
                    "backstitch.task-holds: release-after must be positive and at most at-most, and they are %s and %s"
                            .formatted(releaseAfter, atMost));
        }
    }

    /** How long they keep it the so manieth time, from 1. */
    Duration pause(int times) {
        Duration pause = releaseAfter.multipliedBy(1L << Math.min(times - 1, DOUBLINGS));
        return pause.compareTo(atMost) < 0 ? pause : atMost;
    }
}
