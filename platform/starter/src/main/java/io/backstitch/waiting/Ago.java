package io.backstitch.waiting;

import java.time.Duration;

/** A length of time as a person says it. */
final class Ago {

    private Ago() {}

    /** Rounded down to the largest unit that is at least one of it: {@code 45 s}, {@code 3 min}, {@code 5 h}, {@code 2 days}. */
    static String text(Duration duration) {
        if (duration.toMinutes() < 1) {
            return Math.max(0, duration.toSeconds()) + " s";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + " min";
        }
        if (duration.toDays() < 2) {
            return duration.toHours() + " h";
        }
        return duration.toDays() + " days";
    }
}
