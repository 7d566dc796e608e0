package io.backstitch.auditlog;

import io.backstitch.value.Storable;
import io.backstitch.web.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;

/** Where an export begins or ends: at an entry, or at a time as the entries tell it, which never goes back. */
sealed interface Bound {

    /**
     * An entry.
     *
     * @param seq from 1
     */
    record At(long seq) implements Bound {}

    /**
     * A moment, or a whole day.
     *
     * @param begin of it
     * @param end after it
     */
    record During(Instant begin, Instant end) implements Bound {}

    /**
     * Reads what was asked for.
     *
     * @param name of the bound, to be told with it
     * @throws Problem when it is none
     */
    static Bound parse(String name, String text) {
        try {
            if (text.matches("\\d{1,18}") && !text.matches("0+")) {
                return new At(Long.parseLong(text));
            }
            if (text.indexOf('T') < 0) {
                LocalDate day = kept(LocalDate.parse(text));
                return new During(begin(day), begin(day.plusDays(1)));
            }
            Instant moment = kept(OffsetDateTime.parse(text).toInstant());
            return new During(moment, moment.plus(1, ChronoUnit.MICROS)); // as exact as entries are
        } catch (DateTimeException e) {
            throw Problem.ofParameter(
                    name,
                    "must be the number of an entry, from 1, a day (2026-11-21, in UTC) or a time (2026-11-21T14:00:00Z)");
        }
    }

    private static <T extends TemporalAccessor> T kept(T time) {
        if (Storable.fault(time) != null) {
            throw new DateTimeException("Of a year that nobody keeps");
        }
        return time;
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
