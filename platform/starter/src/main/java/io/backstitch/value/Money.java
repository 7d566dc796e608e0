package io.backstitch.value;

import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Money as people read it. Everywhere else it is a number of minor units and the code of a currency. */
public final class Money {

    private static final int USUAL_DIGITS = 2;

    private Money() {}

    /** With the digits that the currency has: {@code 1234.50 EUR}, {@code 123450 JPY}, {@code 123.450 KWD}. */
    public static String text(long minorUnits, String currency) {
        return plain(minorUnits, currency) + " " + currency;
    }

    /** The same without the currency. */
    public static String plain(long minorUnits, @Nullable String currency) {
        return BigDecimal.valueOf(minorUnits, digits(currency)).toPlainString();
    }

    /** How many of them are one of the currency: 100 of EUR, 1 of JPY, 1000 of KWD. */
    public static long minorUnits(String currency) {
        return BigDecimal.TEN.pow(digits(currency)).longValueExact();
    }

    /** How many digits it has behind the point. What a run began with may be a currency that nobody knows any more, or none. */
    public static int digits(@Nullable String currency) {
        try {
            return currency == null
                    ? USUAL_DIGITS
                    : Math.max(Currency.getInstance(currency).getDefaultFractionDigits(), 0);
        } catch (IllegalArgumentException e) {
            return USUAL_DIGITS;
        }
    }
}
