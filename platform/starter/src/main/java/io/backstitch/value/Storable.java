package io.backstitch.value;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** What the database cannot keep: known before it is asked, so that the answer names the field. */
public final class Storable {

    /** The bounds of what can be written with four digits, which all that we talk to understand. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final String HALF =
            "has half a character (a surrogate without its other half), which cannot be kept; leave it out";

    private Storable() {}

    /** What is wrong with a text, as the rest of a sentence that begins with its name; null when it can be kept. */
    public static @Nullable String fault(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char it = text.charAt(i);
            if (it == 0) {
                return "has the character U+0000, which cannot be kept; leave it out";
            }
            if (Character.isHighSurrogate(it)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return HALF;
                }
                i++;
            } else if (Character.isLowSurrogate(it)) {
                return HALF;
            }
        }
        return null;
    }

    /** The same for a time or a date. */
    public static @Nullable String fault(TemporalAccessor time) {
        boolean within = switch (time) {
            case Instant instant -> !instant.isBefore(FIRST) && !instant.isAfter(LAST);
            case LocalDate date -> date.getYear() >= 1 && date.getYear() <= 9999;
            default -> !time.isSupported(ChronoField.YEAR) || Math.abs(time.get(ChronoField.YEAR)) <= 9999;
        };
        return within ? null : "must be of a year from 1 to 9999";
    }
}
