package io.backstitch.check;

import static io.backstitch.check.BadModels.bad;
import static io.backstitch.check.Example.APPROVAL;
import static io.backstitch.check.Example.REFUND;
import static io.backstitch.check.Example.REFUND_FORM;

import io.backstitch.check.BadModels.BadModel;
import java.util.List;

/** Bad models: what people decide, and who asks them. */
final class BadApprovals {

    private static final String PAY_BACK =
            "<bpmn:serviceTask id='Task_PayBack' name='Pay back'><bpmn:extensionElements>"
                    + "<zeebe:taskDefinition type='refund.pay-back' retries='3' />"
                    + "<zeebe:properties><zeebe:property name='withoutCompensation' value='It stands.' /></zeebe:properties>"
                    + "</bpmn:extensionElements><bpmn:incoming>Flow_Approved_Approved</bpmn:incoming>"
                    + "<bpmn:outgoing>Flow_PayBack_RefundApproved</bpmn:outgoing></bpmn:serviceTask>"
                    + "<bpmn:sequenceFlow id='Flow_PayBack_RefundApproved' sourceRef='Task_PayBack' targetRef='End_RefundApproved' />";

    private BadApprovals() {}

    /** A refund that is paid back behind its approval, by a worker that needs this approval; none: {@code ""}. */
    static Example paysBack(Example it, String needsApproval) {
        return paysBackBy(Palette.movesMoney("refund.pay-back", 3, needsApproval), it);
    }

    /** The same by a worker that declares more. */
    static Example paysBackBy(String template, Example it) {
        String end = "<bpmn:endEvent id='End_RefundApproved' name='Refund approved'>\n        <bpmn:incoming>";
        return it.replace(REFUND, end + "Flow_Approved_Approved<", PAY_BACK + end + "Flow_PayBack_RefundApproved<")
                .replace(REFUND, "targetRef='End_RefundApproved'>", "targetRef='Task_PayBack'>")
                .declare(template);
    }

    /** A table with a row for one kind. */
    static String table(String id, String kind) {
        return ("<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/'><decision id='%s'><decisionTable>"
                        + "<input><inputExpression><text>kind</text></inputExpression></input>"
                        + "<rule><inputEntry><text>\"%s\"</text></inputEntry></rule></decisionTable></decision></definitions>")
                .formatted(id, kind);
    }

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
                        "approval-tables",
                        "no row for its kind",
                        it -> it.add("processes/approval/approval-route.dmn", table("approval-route", "parcel"))),
                bad(
                        "approval-tables",
                        "its own table has no row for its kind",
                        it -> it.add(
                                "processes/order/order-approval-route.dmn", table("order-approval-route", "parcel"))),
                bad(
                        "approval-tables",
                        "nobody may approve",
                        it -> it.add("processes/approval/approval-limits.dmn", table("approval-limits", "parcel"))),
                bad(
                        "approval-tables",
                        "a worker needs a kind of which nobody is asked",
                        it -> it.add("processes/approval/approval-route.dmn", table("approval-route", "order"))
                                .declare(Palette.template(
                                        "order.pack-item",
                                        "EFFECT",
                                        3,
                                        ", \"compensation\": \"order.unpack-item\", \"needsApproval\": \"pack\""))),
                bad("approved-money", "it asks for no approval", it -> paysBack(it, "")),
                bad("approved-money", "it asks for another approval", it -> paysBack(it, "parcel")),
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
