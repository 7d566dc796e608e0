package io.backstitch.value;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as ISO 8601 writes them, of a calendar that all that we talk to understand. How far from now they may be, each process says: {@link Within}. */
public final class Times {

    /** Whoever waits longer means something else. */
    private static final Duration LONGEST = Duration.of(100 * 366, ChronoUnit.DAYS);

    private static final int LONGEST_TEXT = 40;
    private static final int FIRST_YEAR = 1900;

    private interface Parser<T> {
        T parse(String text);
    }

    private Times() {}

    /**
     * The value, if it is one.
     *
     * @throws BadValue when the text is no time, or has no zone
     */
    public static Instant instant(String text) {
        Instant time =
                parsed(text, Instant::parse, "must be a time with its zone, such as 2026-11-21T10:00:00Z or …+01:00");
        require(Storable.fault(time));
        return time;
    }

    /**
     * The value, if it is one.
     *
     * @throws BadValue when the text is no date
     */
    public static LocalDate date(String text) {
        LocalDate date = parsed(text, LocalDate::parse, "must be a date such as 2026-11-21");
        require(Storable.fault(date));
        return date;
    }

    /**
     * The value, if it is one.
     *
     * @throws BadValue when the text is no duration, or one that nobody means
     */
    public static Duration duration(String text) {
        Duration time = parsed(text, Duration::parse, "must be a duration such as PT15M or P3D");
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new BadValue("must be a duration of a hundred years at most, and not less than nothing");
        }
        return time;
    }

    /**
     * The value, if it is one.
     *
     * @throws BadValue when the text is no month, or one that nobody means
     */
    public static YearMonth month(String text) {
        YearMonth month = parsed(text, YearMonth::parse, "must be a month such as 2026-11");
        if (month.getYear() < FIRST_YEAR || month.getYear() >= FIRST_YEAR + 200) {
            throw new BadValue("must be a month of our time");
        }
        return month;
    }

    private static <T> T parsed(String text, Parser<T> parser, String fault) {
        try {
            if (text.length() <= LONGEST_TEXT) {
                return parser.parse(text);
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Told below, without the cause, which quotes the value.
        }
        throw new BadValue(fault);
    }

    private static void require(@Nullable String fault) {
        if (fault != null) {
            throw new BadValue(fault);
        }
    }
}
