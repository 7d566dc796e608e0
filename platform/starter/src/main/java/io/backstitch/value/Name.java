package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of somebody or something, of any script: one line of 1 to 100 characters, all of which can be seen. */
public record Name(@JsonValue String text) implements Word {

    static final int LONGEST = 100;

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static Name of(String text) {
        return new Name(Texts.line(text, LONGEST));
    }

    /** One that is known: it was taken by the rules of its time. */
    public static Name known(String text) {
        return new Name(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
