package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An id or a token that only machines read: 1 to 255 printable signs of ASCII, without blanks. */
public record Id(@JsonValue String text) implements Word {

    static final int LONGEST = 255;

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static Id of(String text) {
        return new Id(Texts.token(text, LONGEST));
    }

    @Override
    public String toString() {
        return text;
    }
}
