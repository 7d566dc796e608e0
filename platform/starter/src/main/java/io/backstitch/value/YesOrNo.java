package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** True or false, and nothing that stands for it. */
public record YesOrNo(@JsonValue boolean value) {

    @JsonCreator
    public static YesOrNo of(boolean value) {
        return new YesOrNo(value);
    }

    static YesOrNo parse(String text) {
        return switch (text) {
            case "true" -> new YesOrNo(true);
            case "false" -> new YesOrNo(false);
            default -> throw new BadValue("must be true or false");
        };
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
