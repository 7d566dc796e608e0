package io.backstitch.intake;

import java.util.List;

/** What came in is not what its process takes. Names fields, never their values: those are nobody's business in a log. */
public final class BadEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A field of the request, and what is wrong with it. */
    public record Field(String field, String message) {}

    private final transient List<Field> fields;

    BadEvent(List<Field> fields) {
        super("Some fields are missing or wrong; see errors");
        this.fields = List.copyOf(fields);
    }

    /** Those that are missing or wrong. */
    public List<Field> fields() {
        return fields;
    }
}
