package io.backstitch.value;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/** JSON that is not what its type takes: all of its fields that are wrong, and never a value of them. */
public final class BadFields extends MismatchedInputException {

    private static final long serialVersionUID = 1L;

    private final transient List<Field> fields;

    BadFields(@Nullable JsonParser parser, List<Field> fields, Class<?> type) {
        super(parser, sentence(fields), type);
        this.fields = fields.stream().sorted().toList();
    }

    private static String sentence(List<Field> fields) {
        return fields.stream().map(it -> it.field() + " " + it.message()).collect(Collectors.joining("; "));
    }

    /** All of them in one sentence. */
    String sentence() {
        return sentence(fields);
    }

    /** In the order of the alphabet. */
    public List<Field> fields() {
        return fields;
    }
}
