package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Why somebody does something, for the record: 1 to 1000 characters, of any number of lines, kept as they are. */
public record Reason(@JsonValue String text) implements Word {

    /** Characters. */
    public static final int LONGEST = 1000;

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static Reason of(String text) {
        return new Reason(Texts.prose(text, LONGEST));
    }

    @Override
    public String toString() {
        return text;
    }
}
