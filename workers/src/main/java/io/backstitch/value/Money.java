package io.backstitch.value;

import java.math.BigDecimal;
import java.util.Currency;

/** Money as people read it. Everywhere else it is a number of minor units and the code of a currency. */
public final class Money {

    private static final int USUAL_DIGITS = 2;

    private Money() {}

    /** With the digits that the currency has: {@code 1234.50 EUR}, {@code 123450 JPY}, {@code 123.450 KWD}. */
    public static String text(long minorUnits, String currency) {
        return BigDecimal.valueOf(minorUnits, digits(currency)).toPlainString() + " " + currency;
    }

    /** What a run began with may be a currency that nobody knows any more. */
    private static int digits(String currency) {
        try {
            return Math.max(Currency.getInstance(currency).getDefaultFractionDigits(), 0);
        } catch (IllegalArgumentException e) {
            return USUAL_DIGITS;
        }
    }
}
