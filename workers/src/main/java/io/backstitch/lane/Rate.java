package io.backstitch.job;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many calls in so much time, evenly spaced.
 *
 * @param calls at least 1
 */
public record Rate(long calls, Duration period) {

    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,8})/([smh])");

    /** Reads {@code 600/m}; {@code s}, {@code m} and {@code h} are second, minute and hour. */
    public static Rate valueOf(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "rate must be a number of calls for each s, m or h, such as 600/m, but is \"%s\"".formatted(text));
        }
        Duration period = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
        return new Rate(Long.parseLong(matcher.group(1)), period);
    }

    /** From the begin of one call to the begin of the next, for who has that share of the rate. */
    Duration spacing(double share) {
        return Duration.ofNanos((long) Math.ceil(period.toNanos() / (calls * share)));
    }
}
