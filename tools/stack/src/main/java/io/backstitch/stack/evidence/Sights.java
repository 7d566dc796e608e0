package io.backstitch.stack.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What those who decided saw, through which form, and what they answered: the snapshots and forms of a run, brought together by its entries. */
final class Sights {

    private final List<JsonNode> entries;
    private final Map<String, JsonNode> contents = new LinkedHashMap<>();
    private final Map<String, JsonNode> forms = new LinkedHashMap<>();

    /** @param audit what the application says about a run */
    Sights(JsonNode audit) {
        entries = audit.path("entries").valueStream().toList();
        audit.path("seen").forEach(seen -> contents.put(seen.path("hash").asString(""), seen));
        audit.path("forms").forEach(form -> forms.put(form.path("sha256").asString(""), form));
    }

    /** What people saw, in the order in which it was put before them; not what they made of it. */
    List<JsonNode> seen() {
        List<String> made = entries.stream()
                .map(piece -> body(piece).path("proposal").asString(""))
                .toList();
        return contents.values().stream()
                .filter(it -> !made.contains(it.path("hash").asString("")))
                .toList();
    }

    /** What is kept under a hash; empty when the application does not say. */
    Optional<JsonNode> content(String hash) {
        return Optional.ofNullable(contents.get(hash));
    }

    /** Through which form it was seen, as those say who decided by it; empty when nobody has. */
    Optional<JsonNode> form(String seen) {
        return bodies(seen)
                .map(body -> body.path("form").path("sha256").asString(""))
                .filter(forms::containsKey)
                .findFirst()
                .map(forms::get);
    }

    /** What was answered to what was seen, in order. */
    List<Answer> answers(String seen) {
        return entries.stream()
                .filter(piece -> body(piece).path("seen").asString("").equals(seen))
                .filter(piece -> Facts.of(piece).isDecision())
                .map(this::answer)
                .toList();
    }

    private Answer answer(JsonNode piece) {
        Facts facts = Facts.of(piece);
        Map<String, JsonNode> values = new LinkedHashMap<>();
        changes(facts.body()).forEach(change -> values.put("proposal." + change.name(), change.after()));
        values.put("decision", facts.body().path("decision"));
        values.put("reason", facts.body().path("reason"));
        String who = "#%s %s%s"
                .formatted(
                        piece.path("entry").path("seq").asString("?"),
                        facts.text("actor"),
                        facts.isRefused() ? " (refused)" : facts.isLate() ? " (too late)" : "");
        return new Answer(who, values);
    }

    /** What a decision changed. */
    List<Change> changes(JsonNode body) {
        JsonNode before = proposal(body.path("seen"));
        JsonNode after = proposal(body.path("proposal"));
        List<Change> changes = new ArrayList<>();
        for (JsonNode name : body.path("changed")) {
            String key = name.asString("");
            changes.add(new Change(key, before.path(key), after.path(key)));
        }
        return changes;
    }

    private JsonNode proposal(JsonNode hash) {
        JsonNode none = hash.path("none");
        return content(hash.asString(""))
                .map(it -> it.path("content").path("shown").path("proposal"))
                .orElse(none);
    }

    private Stream<JsonNode> bodies(String seen) {
        return entries.stream()
                .map(Sights::body)
                .filter(body -> body.path("seen").asString("").equals(seen));
    }

    private static JsonNode body(JsonNode piece) {
        return piece.path("entry").path("body");
    }
}
