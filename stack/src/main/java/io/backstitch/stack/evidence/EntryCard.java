package io.backstitch.stack.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** One entry: what happened, who did it and how well that is known, and everything else that its body says. */
final class EntryCard {

    /** How we know who it was. */
    private static final Map<String, String> STRENGTHS = Map.of(
            "PROVEN", "Identity proven: by their own access token",
            "ASSERTED", "Identity asserted: by the engine's assignee (Tasklist)");

    /** What members of bodies mean; what is not here stands under its own name. */
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("actor", "Who"),
            Map.entry("onBehalfOf", "On behalf of"),
            Map.entry("strength", "How well we know"),
            Map.entry("authenticatedAt", "Logged in at"),
            Map.entry("decision", "Decision"),
            Map.entry("meaning", "Which means"),
            Map.entry("reason", "Reason"),
            Map.entry("rule", "Rule that was broken"),
            Map.entry("why", "Why it was refused"),
            Map.entry("groups", "Groups at that time"),
            Map.entry("limit", "Limit at that time"),
            Map.entry("amount", "Amount"),
            Map.entry("counted", "Counted"),
            Map.entry("changed", "Changed by the approver"),
            Map.entry("drift", "Data changed between opening and decision"),
            Map.entry("opened", "Task opened"),
            Map.entry("completed", "Task completed"),
            Map.entry("documents", "Documents"),
            Map.entry("form", "Form"),
            Map.entry("seen", "What they saw"),
            Map.entry("proposal", "Hash of the proposal, as decided"),
            Map.entry("approval", "Approval"),
            Map.entry("task", "Task"),
            Map.entry("seat", "Seat"),
            Map.entry("level", "Level"),
            Map.entry("record", "The engine's record"),
            Map.entry("outcome", "Outcome"),
            Map.entry("approvals", "Approvals given"),
            Map.entry("needed", "Approvals needed"),
            Map.entry("to", "To"),
            Map.entry("until", "Until"),
            Map.entry("person", "Person"),
            Map.entry("deadLetter", "Dead letter"),
            Map.entry("element", "Step"),
            Map.entry("key", "Idempotency key"),
            Map.entry("verdict", "Verdict"));

    /** What an auditor asks first comes first. */
    private static final List<String> FIRST = List.of(
            "actor",
            "onBehalfOf",
            "strength",
            "authenticatedAt",
            "decision",
            "meaning",
            "rule",
            "why",
            "reason",
            "amount",
            "limit",
            "groups",
            "changed",
            "drift",
            "seen");

    private static final Set<String> TIMES = Set.of("authenticatedAt", "opened", "completed", "until");
    private static final Set<String> MONEY = Set.of("amount", "limit");

    private final JsonNode piece;
    private final SeenList seen;
    private final People people;

    EntryCard(JsonNode piece, SeenList seen) {
        this.piece = piece;
        this.seen = seen;
        this.people = new People(piece.path("people"));
    }

    boolean isIntact() {
        return piece.path("intact").asBoolean(false);
    }

    Html html() {
        JsonNode entry = piece.path("entry");
        String kind = entry.path("kind").asString("");
        Html content = entry.isObject()
                ? Html.tag("table.facts", rows(entry.path("body")))
                : Html.tag("pre", piece.path("text").asString(""));
        return Html.tag(
                "section.entry." + (isIntact() ? tone(kind, entry.path("body")) : "changed"),
                Html.tag(
                        "header",
                        Html.tag("span.seq", "#" + entry.path("seq").asString("?")),
                        Html.tag(
                                "h3",
                                entry.isObject() ? title(kind, entry.path("body")) : "An entry that cannot be read"),
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
                        Html.tag("span.kind", kind)));
    }

    private static String tone(String kind, JsonNode body) {
        return switch (kind) {
            case "approval.sealed" ->
                switch (body.path("decision").asString("")) {
                    case "approve" -> "yes";
                    case "reject", "return" -> "no";
                    default -> "plain";
                };
            case "approval.refused" -> "refused";
            default -> "plain";
        };
    }

    private static String title(String kind, JsonNode body) {
        return switch (kind) {
            case "approval.opened" -> "Put before the approvers";
            case "approval.sealed" ->
                switch (body.path("decision").asString("")) {
                    case "approve" -> "Approved";
                    case "reject" -> "Rejected";
                    case "return" -> "Returned for changes";
                    default -> "Decided";
                };
            case "approval.refused" -> "A decision was refused: it did not count";
            case "approval.delegated" -> "Delegated";
            case "approval.delegation-ended" -> "Delegation ended";
            case "approval.withdrawn" -> "Withdrawn by the requester";
            case "approval.concluded" -> "Concluded: " + body.path("outcome").asString("");
            case "operator.dead-letter-replayed" -> "A step got fresh attempts";
            case "operator.dead-letter-given-up" -> "Given up: the run is taken back";
            case "operator.effect-decided" -> "An effect in doubt was decided";
            case "operator.run-cancelled" -> "Cancelled";
            case "model.deployed" -> "A model was deployed";
            default -> kind;
        };
    }

    private List<Html> rows(JsonNode body) {
        List<Html> rows = new ArrayList<>();
        FIRST.stream().filter(body::has).forEach(name -> rows.add(row(name, body)));
        body.propertyNames().stream()
                .filter(name -> !FIRST.contains(name) && !name.equals("currency"))
                .forEach(name -> rows.add(row(name, body)));
        return rows;
    }

    private Html row(String name, JsonNode body) {
        return Values.row(LABELS.getOrDefault(name, name), value(name, body));
    }

    private Html value(String name, JsonNode body) {
        JsonNode value = body.path(name);
        if (name.equals("strength")) {
            return strength(value.asString(""));
        }
        if (name.equals("drift") && value.asBoolean(false)) {
            return Html.tag("span.bad", "yes: what was seen was no longer all of the truth");
        }
        if (name.equals("reason") && value.isString()) {
            return Html.tag("blockquote", value.asString());
        }
        if (name.equals("seen")) {
            return seen.reference(value.asString(""));
        }
        if (MONEY.contains(name) && body.has("currency") && !value.isNull()) {
            return Html.text(Values.money(value, body.path("currency").asString("")));
        }
        if (TIMES.contains(name)) {
            return Html.text(Values.time(value));
        }
        return people.find(value).orElseGet(() -> Values.of(value));
    }

    private static Html strength(String strength) {
        String words = STRENGTHS.getOrDefault(strength, strength);
        return Html.tag("span.badge." + (strength.equals("PROVEN") ? "proven" : "asserted"), words);
    }
}
