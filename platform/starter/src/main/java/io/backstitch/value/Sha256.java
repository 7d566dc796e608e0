package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The SHA-256 of a file: 64 hexadecimal digits in lower case. */
public record Sha256(@JsonValue String text) implements Word {

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static Sha256 of(String text) {
        if (!DIGITS.matcher(text).matches()) {
            throw new BadValue("must be 64 hexadecimal digits in lower case");
        }
        return new Sha256(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
