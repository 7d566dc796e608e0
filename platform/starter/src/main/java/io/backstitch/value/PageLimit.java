package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How much of a list is shown at once: 1 to 500. */
public record PageLimit(@JsonValue int value) {

    static final int MOST = 500;

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static PageLimit of(long value) {
        if (value < 1 || value > MOST) {
            throw new BadValue("must be from 1 to %d".formatted(MOST));
        }
        return new PageLimit((int) value);
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
