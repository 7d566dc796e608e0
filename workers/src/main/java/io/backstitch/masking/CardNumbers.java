package io.backstitch.masking;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers of payment cards: 13 to 19 digits whose last one fits the others, also with spaces or dashes between. One in ten of all numbers
 * of that length looks like one.
 *
 * @see <a href="https://www.iso.org/standard/70484.html">ISO/IEC 7812-1: the check digit (Luhn)</a>
 */
public final class CardNumbers {

    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;
    /** At most two between, so that two numbers in a row of text are not one. */
    private static final Pattern DIGITS = Pattern.compile(
            "(?<![0-9])[0-9](?:[ \\u00A0.\\-]{0,2}[0-9]){" + (SHORTEST - 1) + "," + (LONGEST - 1) + "}(?![0-9])");

    private CardNumbers() {}

    /** Whether a text has one in it. */
    public static boolean isIn(String text) {
        return text.length() >= SHORTEST
                && DIGITS.matcher(text).results().anyMatch(found -> fits(digits(found.group())));
    }

    /** The text with others in place of those that fit and that are not what {@code unless} says. */
    static String replaced(String text, java.util.function.Predicate<String> unless, String other) {
        if (text.length() < SHORTEST) {
            return text;
        }
        return DIGITS.matcher(text).replaceAll(found -> {
            String digits = digits(found.group());
            return Matcher.quoteReplacement(fits(digits) && !unless.test(digits) ? other : found.group());
        });
    }

    private static String digits(String text) {
        return text.replaceAll("[^0-9]", "");
    }

    private static boolean fits(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}
