package io.backstitch.value;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says which field of a body cannot be read, and why: never its value, and never in the words of the library that reads. */
public final class Unreadable {

    /** How the library begins to say that a field comes twice; there is no type for it. */
    private static final String TWICE = "Duplicate";

    private static final String MORE = "Trailing token";

    private Unreadable() {}

    /** A sentence. */
    public static String sentence(@Nullable Throwable cause) {
        if (!(cause instanceof JacksonException fault)) {
            return "There is no body that we can read; send it as JSON";
        }
        if (fault instanceof BadFields bad) {
            String some = "Some fields are missing or wrong; see errors";
            return bad.fields().size() == 1 ? some + ": " + bad.sentence() : some;
        }
        if (isTwice(fault)) {
            return "The body has a field twice%s; say once what it is".formatted(within(fault));
        }
        if (String.valueOf(fault.getOriginalMessage()).startsWith(MORE)) {
            return "The body has something behind its JSON; send one value";
        }
        if (!(fault instanceof DatabindException)) {
            return "The body is no JSON that we can read; correct it and send it again";
        }
        String field = field(fault);
        return "%s %s".formatted(field.isEmpty() ? "The body" : field, fault(fault));
    }

    /** The field, with those around it: {@code contacts[3].name}; empty for the whole. */
    public static String field(JacksonException fault) {
        String path = fault.getPath().stream()
                .map(step -> step.getPropertyName() == null
                        ? "[%d]".formatted(step.getIndex())
                        : "." + step.getPropertyName())
                .collect(Collectors.joining());
        return path.startsWith(".") ? path.substring(1) : path;
    }

    /** What is wrong with {@link #field}, as the rest of a sentence. */
    public static String fault(JacksonException fault) {
        if (isTwice(fault)) {
            return "comes twice; say once what it is";
        }
        return switch (fault) {
            case BadFields bad -> bad.sentence();
            case UnrecognizedPropertyException unknown ->
                "is no field of this request; it has %s".formatted(known(unknown));
            case MismatchedInputException other -> mustBe(Wanted.of(other.getTargetType()));
            default -> mustBe(null);
        };
    }

    private static String mustBe(@Nullable String wanted) {
        return wanted == null
                ? "is not of the kind that it must be; the description of the API says which"
                : "must be " + wanted;
    }

    private static String known(UnrecognizedPropertyException unknown) {
        return Objects.requireNonNullElse(unknown.getKnownPropertyIds(), List.of()).stream()
                .map(String::valueOf)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean isTwice(JacksonException fault) {
        return String.valueOf(fault.getOriginalMessage()).startsWith(TWICE);
    }

    private static String within(JacksonException fault) {
        String field = field(fault);
        return field.isEmpty() ? "" : " in " + field;
    }
}
