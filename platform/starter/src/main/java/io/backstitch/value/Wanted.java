package io.backstitch.value;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a value of a type looks like, for who has sent another. */
public final class Wanted {

    private static final Map<Class<?>, String> LOOKS = Map.ofEntries(
            Map.entry(Instant.class, "a time such as 2026-11-21T10:00:00Z"),
            Map.entry(LocalDate.class, "a date such as 2026-11-21"),
            Map.entry(YearMonth.class, "a month such as 2026-11"),
            Map.entry(Duration.class, "a duration such as PT15M or P3D"),
            Map.entry(ZoneId.class, "a time zone such as Europe/Berlin"),
            Map.entry(boolean.class, "true or false"),
            Map.entry(Boolean.class, "true or false"),
            Map.entry(String.class, "a text"));

    private Wanted() {}

    /** As the rest of a sentence behind "must be"; null when there is no short way to say it. */
    public static @Nullable String of(@Nullable Class<?> type) {
        if (type == null) {
            return null;
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        return LOOKS.getOrDefault(type, byKind(type));
    }

    private static @Nullable String byKind(Class<?> type) {
        if (isWhole(type)) {
            return "a whole number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : null;
    }

    private static boolean isWhole(Class<?> type) {
        return type == long.class || type == Long.class || type == int.class || type == Integer.class;
    }
}
