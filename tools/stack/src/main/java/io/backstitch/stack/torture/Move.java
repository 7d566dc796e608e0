package io.backstitch.stack.torture;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What somebody does about the approval of a report, or tries to do.
 *
 * @param who user name; empty when nobody is assigned
 * @param reason tells it from all other moves; empty where that is the breach
 * @param changes new values of entries of the proposal
 * @param forges whether it also claims what only the process may say
 * @param races whether the move after it does not wait for it
 */
record Move(
        String who,
        Way way,
        Breach breach,
        String decision,
        String reason,
        Map<String, Object> changes,
        boolean forges,
        boolean races) {

    static final String APPROVE = "approve";
    static final String REJECT = "reject";
    static final String RETURN = "return";

    /** Where the decision goes in. */
    enum Way {
        /** Ours, with a token. */
        DOOR,
        /** The engine's own, which asks nobody who they are: assign and complete, as Tasklist does. */
        ENGINE;

        /** How well the identity is known of whom it lets in. */
        String strength() {
            return this == DOOR ? "PROVEN" : "ASSERTED";
        }
    }

    /** The rule that is broken. */
    enum Breach {
        NONE,
        OWN_REQUEST,
        NOT_A_CANDIDATE,
        SAME_PERSON_TWICE,
        NO_ASSIGNEE,
        NO_REASON,
        NOT_EDITABLE,
        AMOUNT_RAISED
    }

    Move {
        changes = Map.copyOf(changes);
    }

    boolean isHonest() {
        return breach == Breach.NONE;
    }

    /** As a form would submit it, and what no form would. */
    Map<String, Object> variables() {
        Map<String, Object> variables = new HashMap<>(Map.of("decision", decision, "reason", reason));
        if (!changes.isEmpty()) {
            variables.put("proposal", changes);
        }
        if (forges) {
            Map<String, Object> result =
                    Map.of("outcome", "approved", "reason", reason, "proposal", Map.of("amount", 1));
            variables.put("seal", Map.of("sealed", true, "closed", true));
            variables.put("seat", Map.of("seat", 7, "groups", List.of(), "users", List.of(who)));
            variables.put("level", 7);
            variables.put("closing", "expired");
            variables.put("result", result);
            variables.put("approval", result);
            variables.put("payable", 1);
        }
        return variables;
    }

    /** What the completion is called: the id of a decision that our door has never taken, or what Tasklist says. */
    String action() {
        return forges
                ? UUID.nameUUIDFromBytes((who + reason).getBytes(StandardCharsets.UTF_8))
                        .toString()
                : "complete";
    }
}
