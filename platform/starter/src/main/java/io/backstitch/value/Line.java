package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What something is, in a line of 1 to 200 characters, all of which can be seen. */
public record Line(@JsonValue String text) implements Word {

    static final int LONGEST = 200;

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static Line of(String text) {
        return new Line(Texts.line(text, LONGEST));
    }

    @Override
    public String toString() {
        return text;
    }
}
