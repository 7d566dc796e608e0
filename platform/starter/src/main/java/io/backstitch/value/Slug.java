package io.backstitch.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A name as part of an identifier, for systems that give some signs a meaning. It is encoded, not stripped: names that differ in more than their capital
 * letters have different slugs. Letters, marks and digits of any script stay, a blank becomes a dash, each other sign {@code ~}, its number and {@code ~}.
 */
public final class Slug {

    /** What the shortest column of ours and of others leaves. */
    private static final int LONGEST = 200;

    private static final int BYTES_OF_HASH = 16;

    private Slug() {}

    public static String of(String name) {
        String small = Normalizer.normalize(
                Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        StringBuilder slug = new StringBuilder();
        small.codePoints().forEach(it -> append(slug, it));
        return slug.length() <= LONGEST ? slug.toString() : cut(slug.toString());
    }

    private static void append(StringBuilder slug, int it) {
        if (it == ' ') {
            slug.append('-');
        } else if (isPlain(it)) {
            slug.appendCodePoint(it);
        } else {
            slug.append('~').append(Integer.toHexString(it)).append('~');
        }
    }

    private static boolean isPlain(int it) {
        return switch (Character.getType(it)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> Character.isLetterOrDigit(it) && !Character.isSupplementaryCodePoint(it);
        };
    }

    /** Two tildes in a row are in no other slug. */
    private static String cut(String slug) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(slug.getBytes(StandardCharsets.UTF_8));
            int end = slug.offsetByCodePoints(0, slug.codePointCount(0, LONGEST / 2));
            return slug.substring(0, end) + "~~" + HexFormat.of().formatHex(hash, 0, BYTES_OF_HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
