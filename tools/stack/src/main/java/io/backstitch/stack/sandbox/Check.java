package io.backstitch.stack.sandbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Refuses values with a sentence that names the field and the value. */
final class Check {
    private Check() {}

    /** The same value, when it is there and more than blanks. */
    static String present(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("%s is missing.".formatted(field));
        }
        return value;
    }

    static void positive(String field, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("%s must be more than zero, but was %d.".formatted(field, value));
        }
    }

    static void positive(String field, @Nullable Duration value) {
        if (value != null && !value.isPositive()) {
            throw new IllegalArgumentException("%s must be more than zero, but was %s.".formatted(field, value));
        }
    }

    static void port(String field, int value) {
        if (value < 0 || value > 65_535) {
            throw new IllegalArgumentException(
                    "%s must be a port from 0 (any free one) to 65535, but was %d.".formatted(field, value));
        }
    }
}
