package io.backstitch.stack.evidence;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the approvers saw, once each with all that was answered to it: several entries may speak of the same. */
final class SeenList {

    private final Sights sights;
    private final List<JsonNode> all;

    SeenList(Sights sights) {
        this.sights = sights;
        this.all = sights.seen();
    }

    /** Where to find it on the page. */
    Html reference(String hash) {
        for (int i = 0; i < all.size(); i++) {
            if (hashOf(all.get(i)).equals(hash)) {
                String state = isIntact(all.get(i)) ? "as shown below, " : "see below, ";
                return Html.all(Html.text(state + name(i) + " "), Html.tag("code", hash));
            }
        }
        return Html.tag("code", hash);
    }

    /** A hash, with a word when what it stands for is not as it was. */
    Html hash(String hash) {
        return Html.all(
                Html.tag("code", hash),
                sights.content(hash)
                        .filter(kept -> !isIntact(kept))
                        .map(kept -> Html.tag("span.bad", judgement(kept)))
                        .orElse(Html.NOTHING));
    }

    /** Before and after. */
    Html changes(JsonNode body) {
        List<Html> rows = sights.changes(body).stream()
                .map(change -> Html.tag(
                        "tr",
                        Html.tag("th", change.name()),
                        Html.tag("td.before", Values.of(change.before())),
                        Html.tag("td.after", Values.of(change.after()))))
                .toList();
        return rows.isEmpty()
                ? Html.tag("span.none", "nothing")
                : Html.tag(
                        "table.changes",
                        Html.tag("tr", Html.tag("th", ""), Html.tag("th", "as seen"), Html.tag("th", "as decided")),
                        Html.all(rows));
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

    private static String hashOf(JsonNode seen) {
        return seen.path("hash").asString("");
    }

    private static boolean isIntact(JsonNode seen) {
        return seen.path("intact").asBoolean(false);
    }

    private Html section(String name, JsonNode seen) {
        JsonNode form = sights.form(hashOf(seen)).orElse(seen.path("none"));
        String id = form.path("id")
                .asString(seen.path("content").path("form").path("id").asString(""));
        String version = form.path("version").asString("");
        return Html.tag(
                "section.entry."
                        + (isIntact(seen) ? "plain" : seen.path("erased").asBoolean(false) ? "erased" : "changed"),
                Html.tag(
                        "header",
                        Html.tag("h3", Character.toUpperCase(name.charAt(0)) + name.substring(1)),
                        Html.tag("span.kind", version.isEmpty() ? id : id + ", version " + version)),
                body(seen, form),
                Html.tag(
                        "footer",
                        Html.tag("span." + (isIntact(seen) ? "good" : "bad"), judgement(seen)),
                        Html.tag("code", hashOf(seen))),
                form.isMissingNode()
                        ? Html.NOTHING
                        : Html.tag(
                                "footer",
                                Html.tag(
                                        "span." + (isIntact(form) ? "good" : "bad"),
                                        isIntact(form)
                                                ? "✓ form fits its hash on record"
                                                : "✗ form does not fit its hash on record"),
                                Html.tag("code", form.path("sha256").asString(""))));
    }

    private Html body(JsonNode seen, JsonNode form) {
        JsonNode content = seen.path("content");
        if (content.isObject()) {
            return Html.all(
                    isIntact(seen)
                            ? Html.NOTHING
                            : Html.tag(
                                    "p.alarm",
                                    "This is not what was seen: it does not fit the hash that is on record."),
                    caveat(form),
                    FormAsSeen.of(form.path("schema"), content.path("shown"), sights.answers(hashOf(seen))));
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

    private static Html caveat(JsonNode form) {
        if (form.isMissingNode()) {
            return Html.tag("p.note", "Which version of the form showed it goes on record with a decision.");
        }
        if (isIntact(form)) {
            return Html.NOTHING;
        }
        return Html.tag(
                "p.alarm",
                form.path("schema").isObject()
                        ? "This is not the form that was seen: it does not fit the hash that is on record."
                        : "The form that was seen is not there, or cannot be read. What it showed follows without it.");
    }

    private static String judgement(JsonNode seen) {
        if (isIntact(seen)) {
            return "✓ fits the hash on record";
        }
        return seen.path("erased").asBoolean(false) ? "erased" : "✗ does not fit the hash on record";
    }
}
