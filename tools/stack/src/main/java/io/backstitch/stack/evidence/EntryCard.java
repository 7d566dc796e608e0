package io.backstitch.stack.evidence;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** One entry: what happened, who did it and how well that is known, and everything else that its body says. */
final class EntryCard {

    private final JsonNode piece;
    private final SeenList seen;
    private final Facts facts;

    EntryCard(JsonNode piece, SeenList seen) {
        this.piece = piece;
        this.seen = seen;
        this.facts = Facts.of(piece);
    }

    boolean isIntact() {
        return piece.path("intact").asBoolean(false);
    }

    Html html() {
        JsonNode entry = piece.path("entry");
        Html content = entry.isObject()
                ? Html.tag("table.facts", rows())
                : Html.tag("pre", piece.path("text").asString(""));
        return Html.tag(
                "section.entry." + (isIntact() ? tone() : "changed"),
                Html.tag(
                        "header",
                        Html.tag("span.seq", "#" + entry.path("seq").asString("?")),
                        Html.tag("h3", entry.isObject() ? facts.title() : "An entry that cannot be read"),
                        Html.tag("time", Values.time(entry.path("at")))),
                isIntact()
                        ? Html.NOTHING
                        : Html.tag(
                                "p.alarm",
                                "This entry was changed: its text does not fit its hash. Do not rely on it."),
                content,
                Html.tag(
                        "footer",
                        Html.tag(
                                "span." + (isIntact() ? "good" : "bad"),
                                isIntact() ? "✓ text fits its hash" : "✗ text does not fit its hash"),
                        Html.tag("code", piece.path("hash").asString("")),
                        Html.tag("span.kind", facts.kind())));
    }

    private String tone() {
        if (facts.isRefused()) {
            return "refused";
        }
        if (!facts.isDecision() || facts.isLate()) {
            return "plain";
        }
        return switch (facts.body().path("decision").asString("")) {
            case "approve" -> "yes";
            case "reject", "return" -> "no";
            default -> "plain";
        };
    }

    private List<Html> rows() {
        return facts.names().stream()
                .map(name -> Values.row(Facts.label(name), value(name)))
                .toList();
    }

    private Html value(String name) {
        JsonNode value = facts.body().path(name);
        return switch (name) {
            case "strength" -> Html.tag("span.badge." + (facts.isProven() ? "proven" : "asserted"), facts.text(name));
            case "drift" -> warning(name, value.asBoolean(false));
            case "counted" -> warning(name, !value.asBoolean(false));
            case "reason" -> Html.tag("blockquote", facts.text(name));
            case "seen" -> seen.reference(value.asString(""));
            case "proposal" -> seen.hash(value.asString(""));
            case "changed" -> seen.changes(facts.body());
            case "actor", "onBehalfOf", "to", "person" ->
                facts.people().find(value).orElseGet(() -> Html.text(facts.text(name)));
            default -> other(name, value);
        };
    }

    private Html warning(String name, boolean bad) {
        return bad ? Html.tag("span.bad", facts.text(name)) : Html.text(facts.text(name));
    }

    private Html other(String name, JsonNode value) {
        boolean told = !value.isContainer() || name.equals("form") || name.equals("record") || name.equals("groups");
        return told ? Html.text(facts.text(name)) : facts.people().find(value).orElseGet(() -> Values.of(value));
    }
}
