package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A code of the house, for instance of a cost centre: one line of 1 to 50 characters, all of which can be seen. */
public record Code(@JsonValue String text) implements Word {

    static final int LONGEST = 50;

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static Code of(String text) {
        return new Code(Texts.line(text, LONGEST));
    }

    @Override
    public String toString() {
        return text;
    }
}
