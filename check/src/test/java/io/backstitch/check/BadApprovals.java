package io.backstitch.check;

import static io.backstitch.check.BadModels.bad;
import static io.backstitch.check.Example.APPROVAL;
import static io.backstitch.check.Example.REFUND;
import static io.backstitch.check.Example.REFUND_FORM;

import io.backstitch.check.BadModels.BadModel;
import java.util.List;

/** Bad models: what people decide, and who asks them. */
final class BadApprovals {

    private BadApprovals() {}

    static List<BadModel> all() {
        return List.of(
                bad(
                        "approval-sealed",
                        "a task decides",
                        it -> it.replace("=risk.high<", "=risk.high and decision = null<")),
                bad(
                        "approval-sealed",
                        "a reason that says nothing",
                        it -> it.replace(
                                "<zeebe:output source='=decision' target='decision' />\n          </zeebe:ioMapping>",
                                "<zeebe:output source='=decision' target='decision' />\n          </zeebe:ioMapping>"
                                        + "<zeebe:properties><zeebe:property name='withoutSeal' value=' ' /></zeebe:properties>")),
                bad(
                        "approval-inputs",
                        "no requester",
                        it -> it.replace(REFUND, "<zeebe:input source='=requester' target='requester' />", "")),
                bad(
                        "approval-inputs",
                        "everything goes in",
                        it -> it.replace(REFUND, "propagateAllParentVariables='false'", "")),
                bad(
                        "approval-inputs",
                        "everything comes out",
                        it -> it.replace(REFUND, "propagateAllChildVariables='false'", "")),
                bad("approval-form", "no such form", it -> it.replace(REFUND, "'refund.approve'", "'refund.approval'")),
                bad(
                        "approval-form",
                        "computed",
                        it -> it.replace(REFUND, "'refund.approve'", "'=if amount &gt; 9 then a else b'")),
                bad("approval-form", "no decision", it -> it.replace(REFUND_FORM, "\"decision\"", "\"verdict\"")),
                bad("approval-form", "no reason", it -> it.replace(REFUND_FORM, "\"reason\"", "\"remark\"")),
                bad("approval-form", "no note", it -> it.replace(REFUND_FORM, "{{note}}", "Note")),
                bad(
                        "approval-outcome",
                        "nobody asks",
                        it -> it.replace(REFUND, "=approval.outcome = &quot;approved&quot;", "=amount = 1")),
                bad(
                        "approval-outcome",
                        "what is not rejected passes",
                        it -> it.replace(REFUND, "&quot;approved&quot;", "&quot;rejected&quot;")),
                bad(
                        "approval-outcome",
                        "nothing comes back",
                        it -> it.replace(REFUND, "<zeebe:output source='=result' target='approval' />", "")),
                bad(
                        "loop-bounded",
                        "nothing ends an approval",
                        it -> it.replace(APPROVAL, "name='Escalated'", "name='Escalated' cancelActivity='false'")
                                .replace(APPROVAL, "name='Expired'", "name='Expired' cancelActivity='false'")),
                bad(
                        "known-job-type",
                        "a listener that opens no approval",
                        it -> it.replace(APPROVAL, "type='approval.open'", "type='approval.opened'")),
                bad("form-exists", "computed elsewhere", it -> it.replace("formId='order.approve'", "formId='=form'")));
    }
}
