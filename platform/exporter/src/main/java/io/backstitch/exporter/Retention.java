package io.backstitch.exporter;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * How long the topic keeps a record.
 *
 * @param millis as Kafka counts it; {@link #FOR_EVER} without an end
 */
record Retention(long millis) {

    static final String DEFAULT = "P90D";
    static final long FOR_EVER = -1;

    /** Less, and a reader that stands still over a weekend could miss records. */
    private static final Duration SHORTEST = Duration.ofDays(7);

    /**
     * An ISO 8601 duration, or {@code forever}.
     *
     * @throws IllegalArgumentException when it is neither, or less than a week
     */
    static Retention of(String text) {
        String stripped = text.strip();
        if (stripped.toLowerCase(Locale.ROOT).equals("forever")) {
            return new Retention(FOR_EVER);
        }
        return new Retention(duration(stripped).toMillis());
    }

    private static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(SHORTEST) >= 0) {
                return duration;
            }
        } catch (DateTimeParseException ignored) {
            // Told below.
        }
        throw new IllegalArgumentException(
                "retention of the Kafka exporter is \"%s\": give a duration of a week or more, such as P90D, or forever"
                        .formatted(text));
    }

    /** Whether what Kafka says is as long. */
    boolean isKeptBy(String retentionMs) {
        long has = Long.parseLong(retentionMs);
        return has < 0 || (millis >= 0 && has >= millis);
    }

    @Override
    public String toString() {
        return millis < 0 ? "for ever" : Duration.ofMillis(millis).toDays() + " days";
    }
}
