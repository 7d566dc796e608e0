package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The number under which something is kept here: 1 and more. */
public record Serial(@JsonValue long value) {

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static Serial of(long value) {
        Numbers.require(value, 1, Long.MAX_VALUE);
        return new Serial(value);
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
