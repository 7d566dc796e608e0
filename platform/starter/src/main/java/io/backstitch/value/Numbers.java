package io.backstitch.value;

import java.math.BigDecimal;
import java.util.OptionalLong;

/** Whole numbers. JSON has one kind of number: 1.0 and 1e0 are the whole number 1, and 1.5 is none. */
final class Numbers {

    private static final int DIGITS_OF_LONG = 19;

    private Numbers() {}

    static void require(long value, long least, long most) {
        if (value < least) {
            throw new BadValue(
                    least == 1 ? "must be greater than 0" : "must be greater than or equal to %d".formatted(least));
        }
        if (value > most) {
            throw new BadValue("must be %d at most".formatted(most));
        }
    }

    /**
     * The number that a text is, in plain digits.
     *
     * @throws BadValue when it is none
     */
    static long parse(String text) {
        if (!text.matches("-?[0-9]{1,18}")) {
            throw new BadValue("must be a whole number");
        }
        return Long.parseLong(text);
    }

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is too large for one
     */
    static int toInt(long value) {
        if (value > Integer.MAX_VALUE) {
            throw new BadValue("must be %d at most".formatted(Integer.MAX_VALUE));
        }
        return (int) Math.max(value, Integer.MIN_VALUE);
    }

    /** The whole number, and nothing that is near it; empty when there is none, or when it has more digits than we keep. */
    static OptionalLong whole(BigDecimal number) {
        if (number.signum() == 0) {
            return OptionalLong.of(0);
        }
        BigDecimal plain = number.stripTrailingZeros();
        if (plain.scale() > 0 || (long) plain.precision() - plain.scale() > DIGITS_OF_LONG) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(plain.longValueExact());
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }
}
