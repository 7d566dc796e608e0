package io.backstitch.masking;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Masks what names people or opens doors, in texts that are not ours: e-mail addresses, card numbers, IBANs, tokens, and values that
 * are called secret. It knows shapes, not meanings: a name, or an address in a street, stays. Twice is the same as once.
 */
public final class Masking {

    private record Rule(Pattern shape, String instead) {
        String applied(String text) {
            return shape.matcher(text).replaceAll(instead);
        }
    }

    private static final String NUMBER = "[number]";
    private static final int LONGEST = 4000;

    /** In this order: what is called secret goes as a whole, before a part of it looks like something else. */
    private static final List<Rule> EVERYWHERE = List.of(
            new Rule(
                    Pattern.compile(
                            "(?i)([\"']?[\\w-]{0,40}(?:password|passwd|secret|token|api[_-]?key|authorization|card[_-]?number|pan|cvc|cvv)[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?)(?:Bearer\\s+|Basic\\s+)?(?!\\[)[^\\s\"',;&}\\])]{3,}"),
                    "$1[secret]"),
            new Rule(Pattern.compile("(?i)\\b(Bearer|Basic)\\s+(?!\\[)[A-Za-z0-9._~+/=-]{8,}"), "$1 [secret]"),
            new Rule(Pattern.compile("\\beyJ[A-Za-z0-9_-]{5,}(?:\\.[A-Za-z0-9_-]*){1,4}"), "[token]"),
            new Rule(Pattern.compile("\\b(?:tok|sk|pk|rk|pm|src|seti|whsec)_[A-Za-z0-9_-]{3,}"), "[token]"),
            new Rule(Pattern.compile("\\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\\b"), "[iban]"));

    /** Also a wrong one, which is what others quote when they refuse it; it does not begin with what stands around one. */
    private static final String LOCAL_PART = "[\\p{L}\\p{N}._%+-][\\p{L}\\p{N}._%+'!#$*^`{}~<>-]{0,63}";

    private static final String DOMAIN = "[\\p{L}\\p{N}_-]{1,63}";
    private static final Rule ADDRESS =
            new Rule(Pattern.compile(LOCAL_PART + "(?:@|%40)" + DOMAIN + "(?:\\." + DOMAIN + "){0,8}"), "[e-mail]");
    /** With a dot, which what Java calls objects that have no name has not. */
    private static final Rule ADDRESS_WITH_DOT =
            new Rule(Pattern.compile(LOCAL_PART + "(?:@|%40)" + DOMAIN + "(?:\\." + DOMAIN + "){1,8}"), "[e-mail]");

    static final String A_UUID = "uuid";
    /** One in three hundred ends in nothing but digits; it stands for a thing, and people look for it. */
    static final String UUID = "(?<" + A_UUID + ">(?i:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))";

    private static final Pattern LONG_NUMBER = Pattern.compile(UUID + "|(?<![\\p{L}0-9])[0-9]{9,}(?![\\p{L}0-9])");

    private Masking() {}

    /** What a partner, a library or the engine said: long numbers go, too. At most 4000 characters are looked at, and none are kept behind them. */
    public static String answer(String text) {
        String masked = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        masked = withoutLongNumbers(CardNumbers.replaced(everywhere(masked), NUMBER));
        return mayHaveAddress(masked) ? ADDRESS.applied(masked) : masked;
    }

    /** What we say ourselves, and what stands behind it: the engine's keys stay, since people look for them. */
    public static String log(String text) {
        String masked = CardNumbers.replacedAlone(everywhere(text), EngineKeys::isOne, NUMBER);
        return mayHaveAddress(masked) ? ADDRESS_WITH_DOT.applied(masked) : masked;
    }

    private static String withoutLongNumbers(String text) {
        return LONG_NUMBER.matcher(text).replaceAll(found -> found.group(A_UUID) == null ? NUMBER : found.group());
    }

    private static String everywhere(String text) {
        String masked = text;
        for (Rule rule : EVERYWHERE) {
            masked = rule.applied(masked);
        }
        return masked;
    }

    private static boolean mayHaveAddress(String text) {
        return text.indexOf('@') >= 0 || text.contains("%40");
    }
}
