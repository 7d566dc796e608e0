package io.backstitch.stack.evidence;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the approvers saw, once each: several entries may speak of the same. */
final class SeenList {

    private final List<JsonNode> all;

    /** @param seen as the application tells it */
    SeenList(JsonNode seen) {
        this.all = seen.valueStream().toList();
    }

    /** Where to find it on the page. */
    Html reference(String hash) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).path("hash").asString("").equals(hash)) {
                String state = isIntact(all.get(i)) ? "as shown below, " : "see below, ";
                return Html.all(Html.text(state + name(i) + " "), Html.tag("code", hash));
            }
        }
        return Html.tag("code", hash);
    }

    Html html() {
        List<Html> sections = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            sections.add(section(name(i), all.get(i)));
        }
        return sections.isEmpty()
                ? Html.NOTHING
                : Html.all(Html.tag("h2", "What the approvers saw"), Html.all(sections));
    }

    private static String name(int number) {
        return "form " + (char) ('A' + number % 26) + (number < 26 ? "" : String.valueOf(number / 26));
    }

    private static boolean isIntact(JsonNode seen) {
        return seen.path("intact").asBoolean(false);
    }

    private static Html section(String name, JsonNode seen) {
        JsonNode content = seen.path("content");
        JsonNode form = content.path("form");
        String id = form.path("id").asString("");
        return Html.tag(
                "section.entry."
                        + (isIntact(seen) ? "plain" : seen.path("erased").asBoolean(false) ? "erased" : "changed"),
                Html.tag(
                        "header",
                        Html.tag("h3", Character.toUpperCase(name.charAt(0)) + name.substring(1)),
                        Html.tag(
                                "span.kind",
                                id.isEmpty()
                                        ? ""
                                        : "%s, version %s"
                                                .formatted(
                                                        id, form.path("version").asString("?")))),
                body(seen, content),
                Html.tag(
                        "footer",
                        Html.tag("span." + (isIntact(seen) ? "good" : "bad"), judgement(seen)),
                        Html.tag("code", seen.path("hash").asString(""))));
    }

    private static Html body(JsonNode seen, JsonNode content) {
        if (content.isObject()) {
            return isIntact(seen)
                    ? FormAsSeen.of(content)
                    : Html.all(
                            Html.tag(
                                    "p.alarm",
                                    "This is not what was seen: it does not fit the hash that is on record."),
                            FormAsSeen.of(content));
        }
        if (content.isString()) {
            return Html.all(
                    Html.tag("p.alarm", "This is not what was seen: it cannot be read."),
                    Html.tag("pre", content.asString()));
        }
        return Html.tag(
                "p.note",
                seen.path("erased").asBoolean(false)
                        ? "What was seen held personal data and was erased. The hash on record stays."
                        : "What was seen is not there: somebody removed it.");
    }

    private static String judgement(JsonNode seen) {
        if (isIntact(seen)) {
            return "✓ fits the hash on record";
        }
        return seen.path("erased").asBoolean(false) ? "erased" : "✗ does not fit the hash on record";
    }
}
