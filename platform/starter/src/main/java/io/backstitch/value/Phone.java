package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A phone number as people write it; empty when there is none. */
public record Phone(@JsonValue String text) implements Word {

    private static final Pattern SIGNS = Pattern.compile("\\+?[0-9 ()/-]{0,30}");

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static Phone of(String text) {
        Texts.requireSeen(text);
        if (!SIGNS.matcher(text).matches()) {
            throw new BadValue("must be a phone number or empty");
        }
        return new Phone(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
