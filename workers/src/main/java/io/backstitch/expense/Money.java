package io.backstitch.expense;

import java.math.BigDecimal;

/** Amounts as people read them. */
final class Money {

    private Money() {}

    /** An amount in minor units of a currency with two decimals: {@code 1234.50 EUR}. */
    static String text(long amount, String currency) {
        return BigDecimal.valueOf(amount, 2).toPlainString() + " " + currency;
    }
}
