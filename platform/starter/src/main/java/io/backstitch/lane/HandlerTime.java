package io.backstitch.lane;

import java.time.Duration;

/** How long jobs took lately: an average in which a job counts less with each that follows. */
final class HandlerTime {

    private static final double WEIGHT = 0.02;

    private double nanos;

    synchronized void add(Duration time) {
        nanos = nanos == 0 ? time.toNanos() : nanos + WEIGHT * (time.toNanos() - nanos);
    }

    /** Zero before the first. */
    synchronized Duration lately() {
        return Duration.ofNanos((long) nanos);
    }
}
