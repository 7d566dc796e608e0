package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A name that another system has given, for instance a user name: one line of 1 to 255 characters, all of which can be seen. */
public record Label(@JsonValue String text) implements Word {

    static final int LONGEST = 255;

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static Label of(String text) {
        return new Label(Texts.line(text, LONGEST));
    }

    @Override
    public String toString() {
        return text;
    }
}
