package io.backstitch.intake;

import io.backstitch.web.Problem;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long people have, where a request says so: settings below {@code backstitch.deadlines}. One that asks for something does not say how long
 * those have who decide about it, unless the house says that they may, and then within bounds: a reminder each 50 ms is a storm of mails, and a
 * request that has expired before anybody can look was refused by nobody.
 *
 * @param requesterMaySet whether a request may name times for reminders, escalation and expiry
 * @param shortest the shortest such time
 * @param longest the longest such time
 */
@ConfigurationProperties("backstitch.deadlines")
public record Deadlines(
        @DefaultValue("false") boolean requesterMaySet,
        @DefaultValue("1m") Duration shortest,
        @DefaultValue("90d") Duration longest) {

    public Deadlines {
        if (!shortest.isPositive() || longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException(
                    "backstitch.deadlines.shortest (%s) must be positive, and not above longest (%s)"
                            .formatted(shortest, longest));
        }
    }

    /**
     * The text for the model of a time that a request asks for; null when it asks for none.
     *
     * @param field as the request names it
     * @throws Problem 400 when it may not be set, or is out of bounds
     */
    public @Nullable String asked(String field, @Nullable Duration time) {
        if (time == null) {
            return null;
        }
        if (!requesterMaySet) {
            throw Problem.ofParameter(
                    field, "cannot be set here: how long people have is not the requester's to say; leave it out");
        }
        if (!isWithinBounds(time)) {
            throw Problem.ofParameter(field, "must be from %s to %s".formatted(shortest, longest));
        }
        return time.toString();
    }

    /** The same of what stands in a variable of a run, which others may have written: null when it is not to be believed. */
    public @Nullable String believed(@Nullable String time) {
        if (time == null || !requesterMaySet) {
            return null;
        }
        try {
            return isWithinBounds(Duration.parse(time)) ? time : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private boolean isWithinBounds(Duration time) {
        return time.compareTo(shortest) >= 0 && time.compareTo(longest) <= 0;
    }
}
