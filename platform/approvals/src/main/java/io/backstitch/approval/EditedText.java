package io.backstitch.approval;

import io.backstitch.check.FormPattern;
import io.backstitch.value.BadValue;
import io.backstitch.value.Email;
import io.backstitch.value.Phone;
import io.backstitch.value.Times;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a form's field asks of a text: a browser has looked at it, but whoever decides through the API has none. */
final class EditedText {

    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d(Z|[+-]\\d\\d:\\d\\d)?");

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}([.]\\d{1,15})?");

    private EditedText() {}

    /** What is wrong with a text that is not empty, as the rest of a sentence that begins with its name; null when nothing is. */
    static @Nullable String fault(FormFields.Field field, String text) {
        if (field.shortest() != null && text.codePointCount(0, text.length()) < field.shortest()) {
            return "must have %d characters at least".formatted(field.shortest());
        }
        if (!field.values().isEmpty() && !field.values().contains(text)) {
            return "is none of the values that the form has for it";
        }
        String fault = field.time() == null ? ofKind(field, text) : ofTime(field, field.time(), text);
        return fault == null && field.pattern() != null ? ofPattern(field.pattern(), text) : fault;
    }

    private static @Nullable String ofPattern(String source, String text) {
        return FormPattern.of(source)
                .map(pattern -> switch (pattern.ask(text)) {
                    case FITS -> "";
                    case DOES_NOT_FIT -> "does not fit the pattern that the form has for it";
                    case UNKNOWN -> "has a pattern in its form that takes too long for this text: write a shorter one";
                })
                .or(() -> Optional.of("has a pattern in its form that cannot be read: return it for changes"))
                .filter(fault -> !fault.isEmpty())
                .orElse(null);
    }

    private static @Nullable String ofKind(FormFields.Field field, String text) {
        try {
            switch (String.valueOf(field.kind())) {
                case "email" -> Email.of(text);
                case "phone" -> Phone.of(text);
                default -> {
                    return isNumber(field) ? ofNumber(field, text) : null;
                }
            }
            return null;
        } catch (BadValue e) {
            return e.fault();
        }
    }

    /** Some forms keep numbers as texts. */
    private static boolean isNumber(FormFields.Field field) {
        return field.digits() != null || field.least() != null || field.most() != null;
    }

    private static @Nullable String ofNumber(FormFields.Field field, String text) {
        if (!NUMBER.matcher(text).matches()) {
            return "must be a number, in digits";
        }
        BigDecimal number = new BigDecimal(text);
        if (field.digits() != null && number.stripTrailingZeros().scale() > field.digits()) {
            return "has more than %s digits after the point".formatted(field.digits());
        }
        if (field.least() != null && number.compareTo(field.least()) < 0) {
            return "must be at least " + field.least().toPlainString();
        }
        return field.most() != null && number.compareTo(field.most()) > 0
                ? "must be at most " + field.most().toPlainString()
                : null;
    }

    private static @Nullable String ofTime(FormFields.Field field, String time, String text) {
        int t = text.indexOf('T');
        return switch (time) {
            case "time" -> TIME.matcher(text).matches() ? null : "must be a time such as 14:30";
            case "datetime" ->
                t > 0 && TIME.matcher(text.substring(t + 1)).matches()
                        ? ofDay(field, text.substring(0, t))
                        : "must be a date and a time such as 2026-11-21T14:30";
            default -> ofDay(field, text);
        };
    }

    private static @Nullable String ofDay(FormFields.Field field, String text) {
        LocalDate day;
        try {
            day = Times.date(text);
        } catch (BadValue e) {
            return e.fault();
        }
        if (field.first() != null && day.isBefore(field.first())) {
            return "must not be before " + field.first();
        }
        return field.last() != null && day.isAfter(field.last()) ? "must not be after " + field.last() : null;
    }
}
