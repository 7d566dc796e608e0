package io.backstitch.stack.torture.insider;

import io.backstitch.stack.demo.Reply;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * An entry of the audit, as far as insiders matter.
 *
 * @param what of a change in the engine; empty otherwise
 * @param actor user name; empty when nobody is known
 * @param decision of a decision; empty otherwise
 * @param counted whether a decision counts
 */
record OnRecord(String kind, String what, String actor, String decision, String reason, boolean counted) {
    private static final String SEALED = "approval.sealed";
    private static final String REFUSED = "approval.refused";

    boolean approves() {
        return kind.equals(SEALED) && counted && decision.equals("approve");
    }

    /** A decision that changed nothing. */
    boolean isVain() {
        return kind.equals(REFUSED) || (kind.equals(SEALED) && !counted);
    }

    /** Of everything on record about a run. */
    static List<OnRecord> of(Reply audit) {
        return audit.body().path("entries").valueStream().map(OnRecord::of).toList();
    }

    private static OnRecord of(JsonNode piece) {
        Map<String, String> names = piece.path("people")
                .valueStream()
                .collect(Collectors.toMap(
                        person -> person.path("id").asString(""),
                        person -> person.path("name").asString(""),
                        (one, same) -> one));
        JsonNode body = piece.path("entry").path("body");
        return new OnRecord(
                piece.path("entry").path("kind").asString(""),
                body.path("what").asString(""),
                names.getOrDefault(body.path("actor").path("id").asString(""), ""),
                body.path("decision").asString(""),
                body.path("reason").asString(""),
                body.path("counted").asBoolean(false));
    }
}
