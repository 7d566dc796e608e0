package io.backstitch.approval;

import io.backstitch.approval.FormFields.ValueType;
import io.backstitch.value.Texts;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether what an approver wrote for an entry of the proposal is a value for it. What it must be says the proposal, by what it has, and the
 * form, by what its field takes: a text stays a text, a number keeps within its digits and is not raised beyond what was proposed, unless the
 * form's field names a {@code max}. The amount by which the tables decided who is asked is never raised.
 */
final class Edits {

    static final String WRONG_VALUE = "wrong-value";
    static final String AMOUNT = "amount";

    private static final int LONGEST = 1000;
    /** What an engine's number keeps. */
    private static final int DIGITS = 15;

    private Edits() {}

    /** Why it is no value; empty when it is one. */
    static Optional<Verdict.Refused> refused(Approval approval, FormFields form, String entry, JsonNode now) {
        JsonNode before = approval.proposal().path(entry);
        FormFields.@Nullable Field field = form.of(entry).orElse(null);
        if (before.isContainer()) {
            return wrong(
                    "%s is %s, which nobody can change here: return it for changes.".formatted(entry, kind(before)));
        }
        @Nullable ValueType type = type(before, field);
        boolean fits = type == null ? type(now) != null : type == type(now);
        if (!fits) {
            return wrong("%s must be %s, and is %s.".formatted(entry, name(type), kind(now)));
        }
        return switch (Objects.requireNonNull(type(now))) {
            case NUMBER -> number(approval, entry, before, now, field);
            case TEXT -> text(entry, before, now.asString(), field);
            case YES_OR_NO -> Optional.empty();
        };
    }

    private static @Nullable ValueType type(JsonNode before, FormFields.@Nullable Field field) {
        @Nullable ValueType proposed = type(before);
        return proposed != null || field == null ? proposed : field.type();
    }

    private static @Nullable ValueType type(JsonNode node) {
        if (node.isString()) {
            return ValueType.TEXT;
        }
        return node.isNumber() ? ValueType.NUMBER : node.isBoolean() ? ValueType.YES_OR_NO : null;
    }

    private static Optional<Verdict.Refused> number(
            Approval approval, String entry, JsonNode before, JsonNode now, FormFields.@Nullable Field field) {
        Optional<BigDecimal> read = finite(now);
        if (read.isEmpty()) {
            return wrong("%s has more than %s digits.".formatted(entry, DIGITS));
        }
        BigDecimal number = read.get();
        int digits = digits(approval, entry, before, field);
        if (number.stripTrailingZeros().scale() > digits) {
            return digits == 0
                    ? wrong("%s must be a whole number.".formatted(entry))
                    : wrong("%s has more than %s digits after the point.".formatted(entry, digits));
        }
        BigDecimal least = field == null || field.least() == null ? BigDecimal.ZERO : field.least();
        boolean mayBeNegative = before.isNumber() && before.decimalValue().signum() < 0;
        if (number.compareTo(least) < 0 && !mayBeNegative) {
            return wrong("%s must be at least %s.".formatted(entry, least.toPlainString()));
        }
        return raised(entry, before, number, field);
    }

    private static Optional<BigDecimal> finite(JsonNode now) {
        if (now.isFloatingPointNumber() && !now.isBigDecimal() && !Double.isFinite(now.doubleValue())) {
            return Optional.empty();
        }
        BigDecimal number = now.decimalValue().stripTrailingZeros();
        boolean kept = number.precision() <= DIGITS && Math.abs((long) number.scale()) <= DIGITS;
        return kept ? Optional.of(number) : Optional.empty();
    }

    /** Without a word of the form, as many as were proposed; money that is shown in its larger unit has two. */
    private static int digits(Approval approval, String entry, JsonNode before, FormFields.@Nullable Field field) {
        if (field != null && field.type() == ValueType.NUMBER) {
            return field.digits() == null ? DIGITS : field.digits();
        }
        if (!before.isNumber()) {
            return DIGITS;
        }
        BigDecimal proposed = before.decimalValue();
        boolean money = entry.equals(AMOUNT)
                && approval.amount() != null
                && proposed.compareTo(BigDecimal.valueOf(approval.amount())) != 0;
        return Math.max(money ? 2 : 0, proposed.stripTrailingZeros().scale());
    }

    private static Optional<Verdict.Refused> raised(
            String entry, JsonNode before, BigDecimal number, FormFields.@Nullable Field field) {
        boolean isAmount = entry.equals(AMOUNT);
        if (field != null && field.most() != null && number.compareTo(field.most()) > 0) {
            return wrong("%s must be at most %s.".formatted(entry, field.most().toPlainString()));
        }
        boolean mayRise = !isAmount && (!before.isNumber() || (field != null && field.most() != null));
        BigDecimal proposed = before.isNumber() ? before.decimalValue() : BigDecimal.ZERO;
        if (mayRise || number.compareTo(proposed) <= 0) {
            return Optional.empty();
        }
        return isAmount
                ? Optional.of(new Verdict.Refused(
                        "amount-raised",
                        "An approver may lower the amount, not raise it: others may have to be asked then."))
                : wrong("%s may be lowered, not raised: %s were proposed.".formatted(entry, proposed.toPlainString()));
    }

    private static Optional<Verdict.Refused> text(
            String entry, JsonNode before, String now, FormFields.@Nullable Field field) {
        int longest = field == null || field.longest() == null ? LONGEST : field.longest();
        int length = now.codePointCount(0, now.length());
        if (length > longest) {
            return wrong("%s has %s characters; at most %s are taken.".formatted(entry, length, longest));
        }
        boolean mayBeEmpty = field == null ? before.asString("").isBlank() : !field.required();
        if (now.isBlank() && !mayBeEmpty) {
            return wrong("%s must not be empty.".formatted(entry));
        }
        String unseen = Texts.unseen(now);
        if (unseen != null) {
            return wrong("%s %s.".formatted(entry, unseen));
        }
        boolean known =
                field == null || field.values().isEmpty() || field.values().contains(now) || now.isEmpty();
        return known ? Optional.empty() : wrong("%s is none of the values that the form has for it.".formatted(entry));
    }

    private static String name(@Nullable ValueType type) {
        return type == null
                ? "a text, a number, or true or false"
                : switch (type) {
                    case TEXT -> "a text";
                    case NUMBER -> "a number";
                    case YES_OR_NO -> "true or false";
                };
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case ARRAY -> "a list";
            case NULL, MISSING -> "empty";
            default -> "an object";
        };
    }

    private static Optional<Verdict.Refused> wrong(String sentence) {
        return Optional.of(new Verdict.Refused(WRONG_VALUE, sentence));
    }
}
