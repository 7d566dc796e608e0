package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An {@link Email} with which somebody can log in: Keycloak takes none of the rarer signs in the name of a user. */
public record Login(@JsonValue String text) implements Word {

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static Login of(String text) {
        return new Login(Emails.login(text));
    }

    @Override
    public String toString() {
        return text;
    }
}
