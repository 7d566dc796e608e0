package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An e-mail address that every mail server takes (a dot-string of RFC 5321, in ASCII, at a name of the DNS with a dot): no quotes, no numbers of machines, no names of one part. */
public record Email(@JsonValue String text) implements Word {

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static Email of(String text) {
        return new Email(Emails.address(text));
    }

    /** One that is known: it was taken by the rules of its time. */
    public static Email known(String text) {
        return new Email(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
