package io.backstitch.intake;

import io.backstitch.value.Field;
import java.util.List;
import java.util.Optional;

/** What came in is not what its process takes. Names fields, never their values: those are nobody's business in a log. */
public final class BadEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Field> fields;

    BadEvent(List<Field> fields) {
        super("Some fields are missing or wrong; see errors");
        this.fields = List.copyOf(fields);
    }

    /** The same of one field and what stands in it; empty when that is right. */
    public Optional<BadEvent> of(String field) {
        List<Field> those = fields.stream().filter(it -> it.isWithin(field)).toList();
        return those.isEmpty() ? Optional.empty() : Optional.of(new BadEvent(those));
    }

    /** Those that are missing or wrong. */
    public List<Field> fields() {
        return fields;
    }
}
