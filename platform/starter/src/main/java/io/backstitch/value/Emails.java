package io.backstitch.value;

import java.util.regex.Pattern;

/** One rule for addresses: what some mail server or directory of ours would refuse later is refused where somebody can correct it. */
final class Emails {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+([.][A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN = Pattern.compile(
            "([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?[.])+(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9._+@-]*");

    private Emails() {}

    static String address(String text) {
        if (text.isEmpty()) {
            throw new BadValue("must not be blank");
        }
        if (text.length() <= LONGEST) {
            Texts.requireSeen(text);
        }
        int at = text.lastIndexOf('@');
        String local = text.substring(0, Math.max(at, 0));
        String domain = text.substring(at + 1);
        boolean right = text.length() <= LONGEST
                && local.length() <= LONGEST_LOCAL
                && LOCAL.matcher(local).matches()
                && DOMAIN.matcher(domain).matches();
        if (!right) {
            throw new BadValue(
                    domain.chars().anyMatch(Character::isLetter)
                                    && domain.chars().anyMatch(it -> it > 0x7F)
                            ? "must be an e-mail address in plain letters; write a domain of other letters in its ASCII form, xn--…"
                            : "must be an e-mail address such as ada@example.org, in plain letters");
        }
        return text;
    }

    static String login(String text) {
        if (!LOGIN.matcher(address(text)).matches()) {
            throw new BadValue(
                    "must be an e-mail address such as ada@example.org, of letters, digits and . _ + - only: it becomes a login");
        }
        return text;
    }
}
