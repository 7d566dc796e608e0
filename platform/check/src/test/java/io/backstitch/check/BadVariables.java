package io.backstitch.check;

import static io.backstitch.check.BadModels.bad;
import static io.backstitch.check.Example.REFUND;

import io.backstitch.check.BadModels.BadModel;
import java.util.List;

/** Bad models: variables that nobody sets. */
final class BadVariables {

    static final String DRAFT_FORM = "forms/orderdraft/fill-in.form";

    private static final String PAY_BACK = "<zeebe:taskDefinition type='refund.pay-back' retries='3' />";
    private static final String BUSINESS_ID = "<zeebe:input source='=businessId' target='businessId' />";

    private BadVariables() {}

    /** A refund whose step says what it needs, and whose start says what it brings. */
    static Example refund(Example it) {
        return BadApprovals.paysBackBy(
                        Palette.declaring(Palette.movesMoney("refund.pay-back", 3, "order"), """
                                ["orderId", "amount", "approval"]""", "[]"), it)
                .declare(Palette.message("refund.requested", """
                        ["orderId", "amount", "purpose", "requester"]"""));
    }

    /** The same with an input mapping of the step. */
    static Example refund(Example it, String source, String target) {
        return refund(it)
                .replace(
                        REFUND,
                        PAY_BACK,
                        PAY_BACK
                                + "<zeebe:ioMapping><zeebe:input source='%s' target='%s' /></zeebe:ioMapping>"
                                        .formatted(source, target));
    }

    /** An order whose parcel needs an address, which the call gives or not. */
    static Example parcel(Example it, String target) {
        return it.declare(Palette.declaring(
                        Palette.effect("parcel.book-courier", 3, "parcel.cancel-courier"),
                        "[\"address\"]",
                        "[\"booked\"]"))
                .replace(
                        BUSINESS_ID,
                        BUSINESS_ID + "<zeebe:input source='=customer.address' target='%s' />".formatted(target));
    }

    /** A draft whose form asks for one thing. */
    static Example draft(Example it, String key) {
        return it.declare(Palette.declaring(
                        Palette.template("orderdraft.hand-in", "DRAFT", 5, ""), "[\"customer\"]", "[\"note\"]"))
                .add(DRAFT_FORM, """
                        {"id": "orderdraft.fill-in", "type": "default", "components": [
                          {"type": "group", "components": [{"type": "textfield", "key": "%s.name"}]},
                          {"type": "dynamiclist", "path": "lines", "components": [{"type": "textfield", "key": "customer"}]}]}""".formatted(key));
    }

    static List<BadModel> all() {
        return List.of(
                bad(
                        "step-needs",
                        "a start that brings it under another name",
                        it -> refund(it).declare(Palette.message("refund.requested", """
                                ["ordreId", "amount", "purpose", "requester"]"""))),
                bad("step-needs", "an input that gives null", it -> refund(it, "=null", "amount")),
                bad("step-needs", "a call that gives it under another name", it -> parcel(it, "adress")),
                bad("step-needs", "a field of a form with another key", it -> draft(it, "customr")),
                bad("mapping-reads", "an input", it -> refund(it, "= amout ", "amount")),
                bad("mapping-reads", "a part of what is not there", it -> refund(it, "=order.amount", "amount")),
                bad(
                        "mapping-reads",
                        "an output",
                        it -> refund(it)
                                .replace(REFUND, "source='=&quot;refused&quot;'", "source='=aproval.outcome'")));
    }
}
