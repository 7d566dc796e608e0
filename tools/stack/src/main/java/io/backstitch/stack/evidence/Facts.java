package io.backstitch.stack.evidence;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What one entry says, in words. The page and the text tell it alike.
 *
 * @param kind of the entry
 * @param body of the entry
 * @param people whom its pseudonyms mean
 */
record Facts(String kind, JsonNode body, People people) {

    private static final String REFUSED = "approval.refused";
    private static final String SEALED = "approval.sealed";

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
            Map.entry("groups", "By which groups"),
            Map.entry("limit", "Limit at that time"),
            Map.entry("amount", "Amount"),
            Map.entry("counted", "Counted"),
            Map.entry("changed", "Changed by the approver"),
            Map.entry("drift", "Data changed meanwhile"),
            Map.entry("opened", "Task opened"),
            Map.entry("completed", "Task completed"),
            Map.entry("form", "Form"),
            Map.entry("seen", "What they saw"),
            Map.entry("proposal", "Proposal as changed"),
            Map.entry("approval", "Approval"),
            Map.entry("task", "Task"),
            Map.entry("seat", "Seat"),
            Map.entry("draft", "Draft"),
            Map.entry("level", "Level"),
            Map.entry("record", "The engine's record"),
            Map.entry("outcome", "Outcome"),
            Map.entry("approved", "Approved by"),
            Map.entry("rejected", "Rejected by"),
            Map.entry("returned", "Returned by"),
            Map.entry("needed", "Approvals needed"),
            Map.entry("delegation", "Delegation"),
            Map.entry("to", "To"),
            Map.entry("until", "Until"),
            Map.entry("person", "Person"),
            Map.entry("deadLetter", "Dead letter"),
            Map.entry("element", "Step"),
            Map.entry("key", "Idempotency key"),
            Map.entry("verdict", "Verdict"),
            Map.entry("happened", "When"),
            Map.entry("file", "File"),
            Map.entry("shipped", "Brought by the application"));

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
            "counted",
            "changed",
            "drift",
            "seen",
            "proposal",
            "form",
            "opened",
            "completed");

    private static final Set<String> TIMES = Set.of("authenticatedAt", "opened", "completed", "until");
    private static final Set<String> MONEY = Set.of("amount", "limit");

    static Facts of(JsonNode piece) {
        JsonNode entry = piece.path("entry");
        return new Facts(entry.path("kind").asString(""), entry.path("body"), new People(piece.path("people")));
    }

    boolean isDecision() {
        return kind.equals(SEALED) || isRefused();
    }

    boolean isRefused() {
        return kind.equals(REFUSED);
    }

    boolean isLate() {
        return body.path("counted").isBoolean() && !body.path("counted").asBoolean();
    }

    String title() {
        return switch (kind) {
            case "expense.handed-in" -> "Confirmed and handed in";
            case "approval.opened" -> "Put before the approvers";
            case SEALED -> decided() + (isLate() ? ", too late to count" : "");
            case REFUSED -> "A decision was refused: it did not count";
            case "approval.delegated" -> "Delegated";
            case "approval.delegation-ended" -> "Delegation ended";
            case "approval.withdrawn" -> "Withdrawn by the requester";
            case "approval.widened" -> "Put before the next level, too";
            case "approval.concluded" -> "Concluded: " + body.path("outcome").asString("");
            case "operator.dead-letter-replayed" -> "A step got fresh attempts";
            case "operator.dead-letter-given-up" -> "Given up: the run is taken back";
            case "operator.effect-decided" -> "An effect in doubt was decided";
            case "operator.run-cancelled" -> "Cancelled";
            case "operator.run-handed-over" -> "Handed over to the engine once more";
            case "engine.instance-refused" -> "Refused: no door had begun it";
            case "effect.stranger-undone" -> "Undone: somebody had done it with a copied name";
            case "effect.not-permitted" -> "Refused: it was not approved";
            case "model.deployed" -> "A model was deployed";
            case "model.deleted" -> "A model was deleted";
            default -> kind;
        };
    }

    private String decided() {
        return switch (body.path("decision").asString("")) {
            case "approve" -> "Approved";
            case "reject" -> "Rejected";
            case "return" -> "Returned for changes";
            default -> "Decided";
        };
    }

    /** The members that are told, in the order in which they are. */
    List<String> names() {
        Stream<String> rest = body.propertyNames().stream().filter(name -> !FIRST.contains(name));
        return Stream.concat(FIRST.stream().filter(this::isTold), rest.filter(this::isTold))
                .toList();
    }

    private boolean isTold(String name) {
        return switch (name) {
            case "actor" -> isDecision() || isThere(name);
            // Nobody's identity is known in no way.
            case "strength" -> isThere(name) && isThere("actor");
            // It stands beside each amount.
            case "currency" -> !isThere("amount");
            default -> isThere(name);
        };
    }

    private boolean isThere(String name) {
        return !body.path(name).isMissingNode() && !body.path(name).isNull();
    }

    static String label(String name) {
        return LABELS.getOrDefault(name, name);
    }

    boolean isProven() {
        return body.path("strength").asString("").equals("PROVEN");
    }

    String text(String name) {
        JsonNode value = body.path(name);
        if (TIMES.contains(name)) {
            return Values.time(value);
        }
        if (MONEY.contains(name) && isThere("currency")) {
            return Values.money(value, body.path("currency").asString(""));
        }
        return switch (name) {
            case "actor" -> isThere(name) ? plain(value) : "nobody: the engine named no assignee";
            case "strength" -> STRENGTHS.getOrDefault(value.asString(""), value.asString(""));
            case "drift" -> value.asBoolean(false) ? "yes: what was seen was no longer all of the truth" : "no";
            case "counted" -> value.asBoolean(false) ? "yes" : "no: it had been decided without it";
            case "form" -> form(value);
            case "record" ->
                "partition %s, position %s"
                        .formatted(
                                value.path("partition").asString("?"),
                                value.path("position").asString("?"));
            default -> plain(value);
        };
    }

    private static String form(JsonNode form) {
        String id = form.path("id").asString("");
        return form.path("sha256").isString()
                ? "%s, version %s (SHA-256 %s)"
                        .formatted(
                                id,
                                form.path("version").asString("?"),
                                form.path("sha256").asString())
                : id;
    }

    private String plain(JsonNode value) {
        if (value.isArray()) {
            return value.isEmpty()
                    ? "nothing"
                    : value.valueStream().map(this::plain).collect(Collectors.joining(", "));
        }
        if (value.isBoolean()) {
            return value.asBoolean() ? "yes" : "no";
        }
        return value.isObject() ? people.name(value).orElseGet(value::toString) : value.asString();
    }
}
