package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An amount of money that moves, in minor units: 1 to 15 nines, which is exact in JSON wherever it is read. */
public record Amount(@JsonValue long value) {

    private static final long MOST = 999_999_999_999_999L;

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static Amount of(long value) {
        Numbers.require(value, 1, MOST);
        return new Amount(value);
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
