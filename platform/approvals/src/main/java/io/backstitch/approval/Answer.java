package io.backstitch.approval;

import io.backstitch.value.Reason;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an approver answers, as the form submits it.
 *
 * @param decision {@code approve}, {@code reject} or {@code return}; empty when there is none
 * @param reason empty when there is none
 * @param proposal what the form says now: entries that it leaves out are unchanged; null when it leaves out all. Whether it is an object, and
 *     what its entries are, nobody has checked
 */
record Answer(String decision, String reason, @Nullable JsonNode proposal) {

    static final String APPROVE = "approve";
    static final String REJECT = "reject";
    static final String RETURN = "return";
    /** What stands for an answer that cannot be kept. */
    static final String UNREADABLE = "unreadable";

    private static final int LONGEST_WORD = 50;

    static Answer of(JsonNode variables) {
        JsonNode proposal = variables.path("proposal");
        return new Answer(
                text(variables.path("decision")),
                text(variables.path("reason")),
                proposal.isMissingNode() || proposal.isNull() ? null : proposal);
    }

    /** What is no text is none. */
    private static String text(JsonNode node) {
        return node.isString() ? node.asString().strip() : "";
    }

    /** Of an answer that does not count as much as a record needs of it. */
    Answer shortened() {
        return new Answer(shortened(decision, LONGEST_WORD), shortened(reason, Reason.LONGEST), proposal);
    }

    static String shortName(String entry) {
        return shortened(entry, LONGEST_WORD);
    }

    private static String shortened(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest)) + "…";
    }

    boolean hasTooLongReason() {
        return reason.codePointCount(0, reason.length()) > Reason.LONGEST;
    }

    boolean isStrangelyShaped() {
        return proposal != null && !proposal.isObject();
    }

    /** The names of the entries that are not as they were, in order. */
    TreeSet<String> changed(JsonNode before) {
        TreeSet<String> names = new TreeSet<>();
        if (proposal != null) {
            proposal.properties().stream()
                    .filter(entry -> !same(entry.getValue(), before.path(entry.getKey())))
                    .forEach(entry -> names.add(entry.getKey()));
        }
        return names;
    }

    /** The proposal as it was, with what the answer changes. */
    JsonNode applied(JsonNode before) {
        ObjectNode after = before.deepCopy().asObject();
        if (proposal != null) {
            changed(before).forEach(entry -> after.set(entry, proposal.path(entry)));
        }
        return after;
    }

    /** A form cannot tell an entry that is not there from an empty one, and writes 5 for 5.0. */
    private static boolean same(JsonNode now, JsonNode before) {
        if (isEmpty(now) && isEmpty(before)) {
            return true;
        }
        boolean numbers = now.isNumber() && before.isNumber();
        return numbers ? now.decimalValue().compareTo(before.decimalValue()) == 0 : now.equals(before);
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isString() && value.asString().isEmpty());
    }
}
