package io.backstitch.value;

import java.text.Normalizer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What texts may hold. A limit counts characters as people do (code points), and is looked at first. */
public final class Texts {

    private static final int BLANK = ' ';
    /** Between the names of a person in Japanese, it stands where others write a blank. */
    private static final int IDEOGRAPHIC_BLANK = 0x3000;
    /** They join or part letters in Persian, in the scripts of India, and in pictures of people. */
    private static final int NON_JOINER = 0x200C;

    private static final int JOINER = 0x200D;
    /** Letters by their class, and nothing to see: fillers of Hangul and of Khmer, the empty pattern of Braille. */
    private static final String FILLERS = "\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

    private Texts() {}

    /** One line that names something: what cannot be seen is not in it, so that what looks the same is the same. */
    static String line(String text, int longest) {
        requireLength(text, longest);
        requireNo(Storable.fault(text));
        String line = Normalizer.normalize(text, Normalizer.Form.NFC);
        requireLength(line, longest);
        requireSeen(line);
        if (line.codePoints().noneMatch(Texts::isSeen)) {
            throw new BadValue("must not be blank");
        }
        if (!isSeen(line.codePointAt(0)) || isBlank(line.codePointBefore(line.length()))) {
            throw new BadValue("must neither begin nor end with a blank, or a sign that is none by itself");
        }
        return line;
    }

    /**
     * What is in a text of any number of lines that nobody can see, or that cannot be kept.
     *
     * @return the rest of a sentence that begins with its name; null when there is nothing
     */
    public static @Nullable String unseen(String text) {
        String fault = Storable.fault(text);
        return fault == null ? faultOf(text, Texts::proseFault) : fault;
    }

    /** A text of any number of lines, which is kept as it is. */
    static String prose(String text, int longest) {
        requireLength(text, longest);
        requireNo(unseen(text));
        if (text.codePoints().noneMatch(Texts::isSeen)) {
            throw new BadValue("must not be blank");
        }
        return text;
    }

    /** What only machines read: printable, without blanks. */
    static String token(String text, int longest) {
        requireLength(text, longest);
        requireEach(text, it -> it > BLANK && it < 0x7F, "must be printable signs of ASCII, without blanks");
        return text;
    }

    /** Of one line: no sign that nobody sees, and no blank but the plain ones. */
    static void requireSeen(String text) {
        requireNo(faultOf(text, Texts::lineFault));
    }

    static void requireEach(String text, IntPredicate right, String fault) {
        if (text.isEmpty()) {
            throw new BadValue("must not be blank");
        }
        if (!text.codePoints().allMatch(right)) {
            throw new BadValue(fault);
        }
    }

    private static void requireLength(String text, int longest) {
        if (text.length() > 2 * longest || text.codePointCount(0, text.length()) > longest) {
            throw new BadValue("must have %d characters at most".formatted(longest));
        }
    }

    private static void requireNo(@Nullable String fault) {
        if (fault != null) {
            throw new BadValue(fault);
        }
    }

    private static @Nullable String faultOf(String text, IntFunction<@Nullable String> rule) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            String fault = rule.apply(text.codePointAt(i));
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static @Nullable String lineFault(int it) {
        return switch (Character.getType(it)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                "must be one line, without control characters";
            case Character.FORMAT -> it == JOINER || it == NON_JOINER ? null : unseen(it);
            case Character.SPACE_SEPARATOR ->
                it == BLANK || it == IDEOGRAPHIC_BLANK
                        ? null
                        : "has the character %s, a blank that is none: write a plain one".formatted(name(it));
            default -> isFiller(it) || isNothing(it) ? unseen(it) : null;
        };
    }

    private static @Nullable String proseFault(int it) {
        boolean turns = (it >= 0x202A && it <= 0x202E) || (it >= 0x2066 && it <= 0x2069);
        boolean controls = Character.getType(it) == Character.CONTROL && it != '\n' && it != '\r' && it != '\t';
        return turns || controls || isNothing(it) ? unseen(it) : null;
    }

    private static String unseen(int it) {
        return "has the character %s, which nobody sees; leave it out".formatted(name(it));
    }

    private static String name(int it) {
        return "U+%04X".formatted(it);
    }

    private static boolean isSeen(int it) {
        return switch (Character.getType(it)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK -> false;
            default -> !isFiller(it) && !isNothing(it);
        };
    }

    private static boolean isBlank(int it) {
        return Character.getType(it) == Character.SPACE_SEPARATOR || Character.getType(it) == Character.FORMAT;
    }

    private static boolean isFiller(int it) {
        return FILLERS.indexOf(it) >= 0;
    }

    /** What Unicode promises never to give a meaning, and what everybody gives one of their own. */
    private static boolean isNothing(int it) {
        return Character.getType(it) == Character.PRIVATE_USE
                || (it & 0xFFFE) == 0xFFFE
                || (it >= 0xFDD0 && it <= 0xFDEF);
    }
}
