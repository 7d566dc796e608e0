package io.backstitch.value;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What people write, for tests of a whole route: what is on the lists, and what is drawn from pieces that mean something to somebody on the way. All of it is
 * what a value type takes and as it keeps it. {@code -Dseed=} repeats a draw.
 */
public final class Drawn {

    /** Of engines, mails, logs, files, databases and pages. */
    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "0",
            "ß",
            "ü",
            "Ł",
            "İ",
            "ж",
            "ש",
            "م",
            "न",
            "ி",
            "한",
            "田",
            "😀",
            "👩\u200D👩\u200D👧",
            "𝒜",
            "\u3000",
            " ",
            "  ",
            "\"",
            "\\",
            "\\n",
            "\\u0041",
            "'",
            "''",
            "`",
            "%",
            "%s",
            "%n",
            "%20",
            "$1",
            "${x}",
            "#{x}",
            "{{x}}",
            "=x",
            "@x",
            "+1",
            "-1",
            "<b>",
            "&amp;",
            "=?UTF-8?Q?x?=",
            "=?x",
            "?=",
            ":",
            ";",
            ",",
            "|",
            "/",
            "//",
            "~0",
            "~undo",
            "undo",
            "..",
            ".",
            "null",
            "{}",
            "[1]",
            "--",
            "Re:",
            "\uFE0F",
            "\u200C",
            "�",
            "x".repeat(30));

    /** What stands in a text of several lines besides. */
    private static final List<String> LINES =
            List.of("\n", "\r\n", "\t", "\u00A0", "\u200F", "\u2028", "\nFrom ", "\n.\n", " \n");

    private final long seed = Long.getLong("seed", new Random().nextLong());
    private final Random random = new Random(seed);

    /** To be told when a test fails. */
    public long seed() {
        return seed;
    }

    /** Different ones, each as the type keeps it: the lists, and as many more as are asked for. */
    public List<String> names(Function<String, ? extends Word> type, int more) {
        return taken(type, Lines.of("names-that-are-kept.txt"), PIECES, more);
    }

    /** The same with lines. */
    public List<String> texts(Function<String, ? extends Word> type, int more) {
        List<String> pieces = Stream.concat(PIECES.stream(), LINES.stream()).toList();
        return taken(type, Lines.of("names-that-are-kept.txt"), pieces, more);
    }

    /** Addresses to which mails are sent. */
    public static List<String> addresses() {
        return Lines.of("emails-that-are-sent.txt").toList();
    }

    private List<String> taken(
            Function<String, ? extends Word> type, Stream<String> listed, List<String> pieces, int more) {
        Set<String> taken =
                listed.flatMap(text -> taken(type, text)).collect(Collectors.toCollection(LinkedHashSet::new));
        int all = taken.size() + more;
        while (taken.size() < all) {
            taken(type, text(pieces)).forEach(taken::add);
        }
        return List.copyOf(taken);
    }

    private static Stream<String> taken(Function<String, ? extends Word> type, String text) {
        try {
            return Stream.of(type.apply(text).text());
        } catch (BadValue e) {
            return Stream.empty();
        }
    }

    private String text(List<String> pieces) {
        return random.ints(random.nextInt(1, 8), 0, pieces.size())
                .mapToObj(pieces::get)
                .collect(Collectors.joining());
    }
}
