package io.backstitch.stack.torture;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What the audit says of one decision.
 *
 * @param sealed whether it stands; otherwise it was refused
 * @param actor user name; empty when nobody is known
 * @param strength how well that is known
 * @param counted whether it was taken into account
 * @param rule that it broke; empty when it was sealed
 */
record Ruling(
        boolean sealed, String actor, String strength, String decision, String reason, boolean counted, String rule) {

    private static final String SEALED = "approval.sealed";
    private static final String REFUSED = "approval.refused";

    boolean counts(String what) {
        return sealed && counted && decision.equals(what);
    }

    /** Of everything on record about a run, in its order. */
    static List<Ruling> of(JsonNode audit) {
        return audit.path("entries")
                .valueStream()
                .filter(piece -> List.of(SEALED, REFUSED).contains(kind(piece)))
                .map(piece -> of(piece, piece.path("entry").path("body")))
                .toList();
    }

    private static Ruling of(JsonNode piece, JsonNode body) {
        Map<String, String> names = piece.path("people")
                .valueStream()
                .collect(Collectors.toMap(
                        person -> person.path("id").asString(""),
                        person -> person.path("name").asString(""),
                        (one, same) -> one));
        return new Ruling(
                kind(piece).equals(SEALED),
                names.getOrDefault(body.path("actor").path("id").asString(""), ""),
                body.path("strength").asString(""),
                body.path("decision").asString(""),
                body.path("reason").asString(""),
                body.path("counted").asBoolean(false),
                body.path("rule").asString(""));
    }

    /** Whether the audit says that the approval is over. */
    static boolean isConcluded(JsonNode audit) {
        return audit.path("entries").valueStream().anyMatch(piece -> kind(piece).equals("approval.concluded"));
    }

    private static String kind(JsonNode piece) {
        return piece.path("entry").path("kind").asString("");
    }
}
