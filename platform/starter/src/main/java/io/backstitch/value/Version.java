package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The version of something, which grows: 1 and more. */
public record Version(@JsonValue int value) {

    private static final int MOST = Integer.MAX_VALUE;

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static Version of(int value) {
        Numbers.require(value, 1, MOST);
        return new Version(value);
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
