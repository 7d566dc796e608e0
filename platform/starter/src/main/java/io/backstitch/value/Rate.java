package io.backstitch.value;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many in so much time, evenly spaced.
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
                    "rate must be a number for each s, m or h, such as 600/m, but is \"%s\"".formatted(text));
        }
        Duration period = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
        return new Rate(Long.parseLong(matcher.group(1)), period);
    }

    /** From the begin of one call to the begin of the next, for who has that share of the rate. */
    public Duration spacing(double share) {
        return Duration.ofNanos((long) Math.ceil(period.toNanos() / (calls * share)));
    }

    /** For people: {@code 600 times a minute}. */
    public String text() {
        return "%d times %s"
                .formatted(
                        calls,
                        period.equals(Duration.ofHours(1))
                                ? "an hour"
                                : period.equals(Duration.ofMinutes(1)) ? "a minute" : "a second");
    }
}
