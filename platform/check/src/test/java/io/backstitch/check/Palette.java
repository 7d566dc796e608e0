package io.backstitch.check;

import java.util.List;

/** What the workers of the example declare. */
final class Palette {

    static final List<String> TEMPLATES = List.of(
            effect("order.reserve-stock", 5, "order.release-stock"),
            undo("order.release-stock", 5),
            effect("order.charge-card", 3, "order.refund-card"),
            undo("order.refund-card", 3),
            effect("order.pack-item", 3, "order.unpack-item"),
            undo("order.unpack-item", 3),
            effect("order.label-bundle", 3, "order.unlabel-bundle"),
            undo("order.unlabel-bundle", 3),
            standing("order.remind-approvers", 5),
            standing("order.notify-customer", 5),
            effect("parcel.book-courier", 3, "parcel.cancel-courier"),
            undo("parcel.cancel-courier", 3),
            standing("approval.remind", 5),
            standing("approval.seal", 5),
            standing("approval.conclude", 5),
            template("orderdraft.hand-in", "DRAFT", 5, ""),
            template("saga.settle", "SAGA", 5, ""),
            template("saga.undo-called", "SAGA", 5, ""));

    private Palette() {}

    static String effect(String jobType, int attempts, String compensation) {
        return template(jobType, "EFFECT", attempts, ", \"compensation\": \"%s\"".formatted(compensation));
    }

    static String standing(String jobType, int attempts) {
        return template(jobType, "EFFECT", attempts, "");
    }

    /** One without a compensation, whose partner moves money. */
    static String movesMoney(String jobType, int attempts, String needsApproval) {
        String approval = needsApproval.isEmpty() ? "" : ", \"needsApproval\": \"%s\"".formatted(needsApproval);
        return template(jobType, "EFFECT", attempts, ", \"moves\": \"money\"" + approval);
    }

    /** The same, saying what it needs and returns, as a list in JSON each. */
    static String declaring(String template, String needs, String returns) {
        return template.replace("}}", ", \"needs\": %s, \"returns\": %s}}".formatted(needs, returns));
    }

    static String message(String name, String brings) {
        return """
                {"id": "%s", "name": "%s", "metadata": {"kind": "MESSAGE", "brings": %s}}""".formatted(name, name, brings);
    }

    private static String undo(String jobType, int attempts) {
        return template(jobType, "COMPENSATION", attempts, "");
    }

    static String template(String jobType, String kind, int attempts, String more) {
        return """
                {"id": "%s", "name": "%s", "metadata": {"kind": "%s", "attempts": %d%s}}""".formatted(jobType, jobType, kind, attempts, more);
    }
}
