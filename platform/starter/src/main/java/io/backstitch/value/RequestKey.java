package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** By which a sender's request is known again: 1 to 255 characters, not all of them blank, kept as they are. */
public record RequestKey(@JsonValue String text) implements Word {

    static final int LONGEST = 255;

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static RequestKey of(String text) {
        String fault = Storable.fault(text);
        if (fault != null) {
            throw new BadValue(fault);
        }
        if (text.isBlank() || text.length() > LONGEST) {
            throw new BadValue("must have 1 to %d characters".formatted(LONGEST));
        }
        return new RequestKey(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
