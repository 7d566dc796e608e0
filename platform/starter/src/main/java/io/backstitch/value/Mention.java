package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a text may name a person, whatever it looks like: 1 to 255 characters, kept as they are. */
public record Mention(@JsonValue String text) implements Word {

    static final int LONGEST = 255;

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static Mention of(String text) {
        return new Mention(Texts.prose(text, LONGEST));
    }

    @Override
    public String toString() {
        return text;
    }
}
