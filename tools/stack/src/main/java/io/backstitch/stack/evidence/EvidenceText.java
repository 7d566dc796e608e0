package io.backstitch.stack.evidence;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The evidence of one run as text: the same as {@link EvidencePage}, but for the forms. */
public final class EvidenceText {

    private static final String INDENT = " ".repeat(8);

    private final Sights sights;
    private final StringBuilder out = new StringBuilder();

    private EvidenceText(Sights sights) {
        this.sights = sights;
    }

    /**
     * The text.
     *
     * @param audit what {@code GET /api/audit/runs/{run}} answers
     */
    public static String of(JsonNode audit) {
        EvidenceText text = new EvidenceText(new Sights(audit));
        audit.path("entries").forEach(text::add);
        return text.out.toString();
    }

    private void add(JsonNode piece) {
        JsonNode entry = piece.path("entry");
        if (!entry.isObject()) {
            line(INDENT + "CHANGED: an entry that cannot be read any more");
            line(INDENT + piece.path("text").asString(""));
            return;
        }
        Facts facts = Facts.of(piece);
        line("%6s  %s  %s  (%s)"
                .formatted(
                        entry.path("seq").asString("?"), Values.time(entry.path("at")), facts.title(), facts.kind()));
        if (!piece.path("intact").asBoolean(false)) {
            line(INDENT + "CHANGED: the text does not fit its hash");
        }
        facts.names().forEach(name -> member(Facts.label(name), value(name, facts)));
    }

    private String value(String name, Facts facts) {
        JsonNode value = facts.body().path(name);
        return switch (name) {
            case "changed" -> changes(sights.changes(facts.body()));
            case "seen", "proposal" -> value.asString("") + state(value.asString(""));
            default -> facts.text(name);
        };
    }

    private static String changes(List<Change> changes) {
        return changes.isEmpty()
                ? "nothing"
                : changes.stream().map(Change::text).collect(Collectors.joining("\n"));
    }

    private String state(String hash) {
        return sights.content(hash).map(EvidenceText::state).orElse("");
    }

    private static String state(JsonNode kept) {
        if (kept.path("intact").asBoolean(false)) {
            return "";
        }
        return kept.path("erased").asBoolean(false) ? " (erased)" : " (CHANGED or removed)";
    }

    private void member(String label, String value) {
        List<String> lines = value.lines().toList();
        for (int i = 0; i < Math.max(1, lines.size()); i++) {
            String text = i < lines.size() ? lines.get(i) : "";
            line(INDENT + "%-24s ".formatted(i == 0 ? label : "") + text);
        }
    }

    /** Without what would move the cursor or colour the terminal. */
    private void line(String text) {
        text.stripTrailing().codePoints().forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
        out.append('\n');
    }
}
