package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An amount of money that may be nothing, in minor units. */
public record Balance(@JsonValue long value) {

    private static final long MOST = 999_999_999_999_999L;

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static Balance of(long value) {
        Numbers.require(value, 0, MOST);
        return new Balance(value);
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
