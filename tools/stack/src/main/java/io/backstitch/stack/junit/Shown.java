package io.backstitch.stack.junit;

import java.util.regex.Pattern;

/** Texts as they may stand in the message of a failure: not too long, and without what lets somebody in. */
final class Shown {
    /** Of tokens of logins, of HTTP headers and of settings whose name says that their value is secret. */
    private static final Pattern SECRET =
            Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*|whsec_\\S+|(?i)(?<=(bearer|basic) )[\\w.~+/=-]{8,}"
                    + "|(?<=(password|secret|token|signing-key)\"?[=:] ?\"?)[^\\s\",;&}]+");

    private Shown() {}

    /** The begin and the end, when all is more than so many characters. */
    static String shortened(String text, int longest) {
        // What stands within the limit is what could be left of a secret beyond it, too: first without, then short.
        String open = SECRET.matcher(text).replaceAll("***");
        int half = longest / 2;
        return open.length() <= longest
                ? open
                : "%s … (%d characters) … %s"
                        .formatted(
                                open.substring(0, half),
                                open.length() - 2 * half,
                                open.substring(open.length() - half));
    }
}
