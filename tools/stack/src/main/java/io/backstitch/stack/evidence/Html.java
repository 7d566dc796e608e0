package io.backstitch.stack.evidence;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of a page. What comes from outside gets in as {@link #text} only, so that it is read and never obeyed.
 *
 * @param markup may stand in a page as it is
 */
record Html(String markup) {

    static final Html NOTHING = new Html("");

    static Html text(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(isShown(c) ? c : '\uFFFD');
            }
        }
        return new Html(out.toString());
    }

    /** Not what changes the direction of the text around it, nor what no document may hold. */
    private static boolean isShown(char c) {
        boolean turns = (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
        return !turns && (c >= ' ' || c == '\n' || c == '\t');
    }

    /** @param name of the element, and its classes behind dots: {@code div.entry.changed} */
    static Html tag(String name, Html... children) {
        return tag(name, List.of(children));
    }

    static Html tag(String name, List<Html> children) {
        String[] parts = name.split("\\.", -1);
        String classes = Stream.of(parts).skip(1).collect(Collectors.joining(" "));
        String open = classes.isEmpty() ? parts[0] : parts[0] + " class=\"" + classes + "\"";
        return new Html("<" + open + ">" + all(children).markup() + "</" + parts[0] + ">");
    }

    static Html tag(String name, String text) {
        return tag(name, text(text));
    }

    static Html all(Html... pieces) {
        return all(List.of(pieces));
    }

    static Html all(List<Html> pieces) {
        return new Html(pieces.stream().map(Html::markup).collect(Collectors.joining("\n")));
    }
}
