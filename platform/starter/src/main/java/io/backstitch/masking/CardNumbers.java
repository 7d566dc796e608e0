package io.backstitch.masking;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers of payment cards: they begin as those of a network of cards do, have as many digits as that one's, and the last digit fits the
 * others; also with spaces, dots or dashes between. One in forty of all numbers of 13 to 19 digits looks like one.
 *
 * @see <a href="https://www.iso.org/standard/70484.html">ISO/IEC 7812-1: issuer identification and check digit (Luhn)</a>
 * @see <a href="https://en.wikipedia.org/wiki/Payment_card_number">the networks' numbers and lengths</a>
 */
public final class CardNumbers {

    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;
    /** At most two between, so that two numbers in a row of text are not one. */
    private static final String DIGITS =
            "[0-9](?:[ \\u00A0.\\-]{0,2}[0-9]){" + (SHORTEST - 1) + "," + (LONGEST - 1) + "}";

    private static final Pattern ANYWHERE = Pattern.compile(Masking.UUID + "|(?<![0-9])" + DIGITS + "(?![0-9])");
    /** What touches a letter is part of a token: one UUID in some thousands has digits that would fit. */
    private static final Pattern ALONE = Pattern.compile("(?<![0-9A-Za-z])" + DIGITS + "(?![0-9A-Za-z])");

    private static final Pattern ALONE_OR_UUID = Pattern.compile(Masking.UUID + "|" + ALONE.pattern());

    /** Visa; Mastercard; American Express; Diners Club; JCB; Discover, UnionPay, Maestro and RuPay; Mir; Troy; UATP. */
    private static final Pattern OF_A_NETWORK = Pattern.compile(
            "4(.{12}|.{15}|.{18})|(5[1-5].|222[1-9]|22[3-9].|2[3-6]..|27[01].|2720).{12,13}|3[47].{13}|3[0689].{12,17}|35.{14,17}"
                    + "|(5[06-9]|6.|8[12]).{11,17}|220[0-4].{12,15}|9792.{12}|1.{14}");

    private CardNumbers() {}

    /** Whether a text has one in it that stands by itself. */
    public static boolean isIn(String text) {
        return text.length() >= SHORTEST
                && ALONE.matcher(text).results().anyMatch(found -> fits(digits(found.group())));
    }

    /** The text with others in place of all in it, also within words but for UUIDs. */
    static String replaced(String text, String other) {
        return replaced(ANYWHERE, text, digits -> false, other);
    }

    /** The same, but for what touches a letter, which is an id, and for what {@code unless} says. */
    static String replacedAlone(String text, Predicate<String> unless, String other) {
        return replaced(ALONE_OR_UUID, text, unless, other);
    }

    private static String replaced(Pattern where, String text, Predicate<String> unless, String other) {
        if (text.length() < SHORTEST) {
            return text;
        }
        return where.matcher(text).replaceAll(found -> {
            String digits = digits(found.group());
            boolean goes = found.group(Masking.A_UUID) == null && fits(digits) && !unless.test(digits);
            return Matcher.quoteReplacement(goes ? other : found.group());
        });
    }

    private static String digits(String text) {
        return text.replaceAll("[^0-9]", "");
    }

    private static boolean fits(String digits) {
        return OF_A_NETWORK.matcher(digits).matches() && hasCheckDigit(digits);
    }

    private static boolean hasCheckDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}
