package io.backstitch.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line in the header of a mail that every reader decodes to the text that was written: also one that looks as if it were encoded, and one whose blanks would be
 * lost where it is folded.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2047">RFC 2047</a>
 */
final class HeaderLine {

    private static final Pattern PLAIN = Pattern.compile("([!-~]+( [!-~]+)*)?");
    private static final int LONGEST_PLAIN = 60;
    /** Of a word, whose encoded form has 75 at most. */
    private static final int BYTES = 42;

    private HeaderLine() {}

    static String of(String text) {
        boolean plain = text.length() <= LONGEST_PLAIN && PLAIN.matcher(text).matches() && !text.contains("=?");
        return plain ? text : words(text).stream().map(HeaderLine::encoded).collect(Collectors.joining("\r\n "));
    }

    private static String encoded(String word) {
        return "=?UTF-8?B?%s?=".formatted(Base64.getEncoder().encodeToString(word.getBytes(StandardCharsets.UTF_8)));
    }

    /** Each ends with a whole character. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        for (int it : text.codePoints().toArray()) {
            String character = Character.toString(it);
            int more = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + more > BYTES) {
                words.add(word.toString());
                word.setLength(0);
                bytes = 0;
            }
            word.append(character);
            bytes += more;
        }
        words.add(word.toString());
        return words;
    }
}
