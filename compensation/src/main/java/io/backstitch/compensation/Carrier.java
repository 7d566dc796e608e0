package io.backstitch.compensation;

import java.nio.charset.StandardCharsets;

/**
 * Writes a key so that every carrier takes it: the value of an HTTP header, a segment of a path, an attribute. Nothing changes but what has to:
 *
 * <ol>
 *   <li>Printable ASCII stands for itself, also a blank within.
 *   <li>Any other character, and a blank at either end, which carriers drop, is {@code %XX} for each of its bytes in UTF-8.
 *   <li>A percent sign is escaped only where it would be read as one of these.
 *   <li>What is longer than {@value #LONGEST} then is cut off, and ends with {@code %#} and the SHA-256 of the key.
 * </ol>
 *
 * <p>So two keys never have one carrier, and what was plain before keys were encoded is known to partners under the same name.
 */
final class Carrier {

    /** What the strictest partners take. */
    static final int LONGEST = 255;

    private static final String HASHED = "%#";
    private static final int HASH = 64;

    private Carrier() {}

    static String of(String key) {
        String encoded = encoded(key);
        return encoded.length() <= LONGEST
                ? encoded
                : encoded.substring(0, LONGEST - HASHED.length() - HASH) + HASHED + Fingerprint.of(key);
    }

    private static String encoded(String key) {
        StringBuilder text = new StringBuilder(key.length());
        for (int at = 0; at < key.length(); at += Character.charCount(key.codePointAt(at))) {
            if (standsForItself(key, at)) {
                text.append(key.charAt(at));
            } else {
                escape(text, Character.toString(key.codePointAt(at)));
            }
        }
        return text.toString();
    }

    private static boolean standsForItself(String key, int at) {
        char character = key.charAt(at);
        if (character == ' ') {
            return at > 0 && at < key.length() - 1;
        }
        if (character == '%') {
            return !isEscape(key, at) && !key.startsWith(HASHED, at);
        }
        return character > ' ' && character <= '~';
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length()
                && text.charAt(at) == '%'
                && isDigit(text.charAt(at + 1))
                && isDigit(text.charAt(at + 2));
    }

    /** Of those that are written here: capital letters only. */
    private static boolean isDigit(char character) {
        return (character >= '0' && character <= '9') || (character >= 'A' && character <= 'F');
    }

    private static void escape(StringBuilder text, String character) {
        for (byte one : character.getBytes(StandardCharsets.UTF_8)) {
            text.append("%%%02X".formatted(one));
        }
    }
}
