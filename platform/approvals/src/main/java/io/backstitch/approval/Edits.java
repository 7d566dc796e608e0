package io.backstitch.approval;

import io.backstitch.approval.FormFields.ValueType;
import io.backstitch.value.Money;
import io.backstitch.value.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
    /** Whatever a form says. */
    private static final int MOST = 10_000;

    /** What an engine's number keeps. */
    private static final int DIGITS = 15;

    private Edits() {}

    /** Why it is no value; empty when it is one. */
    static Optional<Verdict.Refused> refused(Approval approval, FormFields form, String entry, JsonNode now) {
        JsonNode before = approval.proposal().path(entry);
        FormFields.@Nullable Field field = form.of(entry).orElse(null);
        String name = field == null || field.label() == null ? entry : field.label();
        if (before.isContainer()) {
            return wrong(
                    "%s is %s, which nobody can change here: return it for changes.".formatted(name, kind(before)));
        }
        @Nullable ValueType type = type(before, field);
        boolean fits = type == null ? type(now) != null : type == type(now);
        if (!fits) {
            return wrong("%s must be %s, and is %s.".formatted(name, name(type), kind(now)));
        }
        return switch (Objects.requireNonNull(type(now))) {
            case NUMBER -> number(new Change(approval, entry, name, before, field), now);
            case TEXT -> text(new Change(approval, entry, name, before, field), now.asString());
            case YES_OR_NO ->
                field != null && field.required() && !now.asBoolean()
                        ? wrong("%s must be true.".formatted(name))
                        : Optional.empty();
        };
    }

    /**
     * What is to be judged.
     *
     * @param name of the entry, as people read it
     */
    private record Change(
            Approval approval, String entry, String name, JsonNode before, FormFields.@Nullable Field field) {

        boolean isAmount() {
            return entry.equals(AMOUNT);
        }

        /** Money has as many as its currency, and never more than the form takes; anything else, without a word of the form, as many as were proposed. */
        int digits() {
            int ofForm = ofForm();
            return isAmount() && approval.amount() != null
                    ? Math.min(ofForm, Money.digits(approval.currency()))
                    : ofForm;
        }

        private int ofForm() {
            if (field != null && field.type() == ValueType.NUMBER) {
                return field.digits() == null ? DIGITS : field.digits();
            }
            boolean proposed = before.isNumber() && !(isAmount() && approval.amount() != null);
            return proposed
                    ? Math.max(0, before.decimalValue().stripTrailingZeros().scale())
                    : DIGITS;
        }

        /** What the form says, and of that what can be written with the digits that it may have. */
        BigDecimal least() {
            BigDecimal least = field == null || field.least() == null ? BigDecimal.ZERO : field.least();
            return least.scale() > digits() ? least.setScale(digits(), RoundingMode.CEILING) : least;
        }
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

    private static Optional<Verdict.Refused> number(Change it, JsonNode now) {
        Optional<BigDecimal> read = finite(now);
        if (read.isEmpty()) {
            return wrong("%s has more than %s digits.".formatted(it.name(), DIGITS));
        }
        BigDecimal number = read.get();
        int digits = it.digits();
        if (number.stripTrailingZeros().scale() > digits) {
            return digits == 0
                    ? wrong("%s must be a whole number.".formatted(it.name()))
                    : wrong("%s has more than %s digits after the point.".formatted(it.name(), digits));
        }
        boolean mayBeNegative =
                it.before().isNumber() && it.before().decimalValue().signum() < 0;
        if (number.compareTo(it.least()) < 0 && !mayBeNegative) {
            return wrong(
                    "%s must be at least %s.".formatted(it.name(), it.least().toPlainString()));
        }
        return offStep(it, number).or(() -> raised(it, number));
    }

    private static Optional<Verdict.Refused> offStep(Change it, BigDecimal number) {
        BigDecimal step = it.field() == null ? null : it.field().step();
        return step == null || step.signum() <= 0 || number.remainder(step).signum() == 0
                ? Optional.empty()
                : wrong("%s must be a multiple of %s.".formatted(it.name(), step.toPlainString()));
    }

    private static Optional<BigDecimal> finite(JsonNode now) {
        if (now.isFloatingPointNumber() && !now.isBigDecimal() && !Double.isFinite(now.doubleValue())) {
            return Optional.empty();
        }
        BigDecimal number = now.decimalValue().stripTrailingZeros();
        boolean kept = number.precision() <= DIGITS && Math.abs((long) number.scale()) <= DIGITS;
        return kept ? Optional.of(number) : Optional.empty();
    }

    private static Optional<Verdict.Refused> raised(Change it, BigDecimal number) {
        BigDecimal most = it.field() == null ? null : it.field().most();
        if (most != null && number.compareTo(most) > 0) {
            return wrong("%s must be at most %s.".formatted(it.name(), most.toPlainString()));
        }
        boolean mayRise = !it.isAmount() && (!it.before().isNumber() || most != null);
        BigDecimal proposed = it.before().isNumber() ? it.before().decimalValue() : BigDecimal.ZERO;
        if (mayRise || number.compareTo(proposed) <= 0) {
            return Optional.empty();
        }
        return it.isAmount()
                ? Optional.of(new Verdict.Refused(
                        "amount-raised",
                        "An approver may lower the amount, not raise it: others may have to be asked then."))
                : wrong("%s may be lowered, not raised: %s were proposed."
                        .formatted(it.name(), proposed.toPlainString()));
    }

    private static Optional<Verdict.Refused> text(Change it, String now) {
        FormFields.@Nullable Field field = it.field();
        int longest = field == null || field.longest() == null ? LONGEST : Math.min(field.longest(), MOST);
        int length = now.codePointCount(0, now.length());
        if (length > longest) {
            return wrong("%s has %s characters; at most %s are taken.".formatted(it.name(), length, longest));
        }
        boolean mayBeEmpty = field == null ? it.before().asString("").isBlank() : !field.required();
        if (now.isBlank() && !mayBeEmpty) {
            return wrong("%s must not be empty.".formatted(it.name()));
        }
        String fault = Texts.unseen(now);
        if (fault == null && field != null && !now.isEmpty()) {
            fault = EditedText.fault(field, now);
        }
        return fault == null ? Optional.empty() : wrong("%s %s.".formatted(it.name(), fault));
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
