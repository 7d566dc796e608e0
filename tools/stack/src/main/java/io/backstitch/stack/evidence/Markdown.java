package io.backstitch.stack.evidence;

import java.util.ArrayList;
import java.util.List;

/** The little of Markdown that texts in forms are made of: headings, lists, paragraphs, bold. Everything else stands there as it was written. */
final class Markdown {

    private Markdown() {}

    static Html of(String text) {
        List<Html> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String stripped = line.strip();
            if (stripped.startsWith("#")) {
                lines.add(Html.tag("div.heading", bold(stripped.replaceFirst("^#+\\s*", ""))));
            } else if (stripped.startsWith("* ") || stripped.startsWith("- ")) {
                lines.add(Html.tag("div.bullet", bold("• " + stripped.substring(2))));
            } else if (!stripped.isEmpty()) {
                lines.add(Html.tag("p.text", bold(stripped)));
            }
        }
        return Html.all(lines);
    }

    private static Html bold(String line) {
        String[] parts = line.split("\\*\\*", -1);
        if (parts.length % 2 == 0) {
            return Html.text(line);
        }
        List<Html> pieces = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            pieces.add(i % 2 == 0 ? Html.text(parts[i]) : Html.tag("b", parts[i]));
        }
        return new Html(String.join("", pieces.stream().map(Html::markup).toList()));
    }
}
