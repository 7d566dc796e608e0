package io.backstitch.check;

import static io.backstitch.check.BadModels.bad;
import static io.backstitch.check.Example.extension;
import static io.backstitch.check.Example.listener;

import io.backstitch.check.BadModels.BadModel;
import java.util.List;

/** Bad models: how things are undone, and how runs end. */
final class BadUndo {

    private static final String REASON =
            "<zeebe:properties><zeebe:property name='withoutCompensation' value='It stands.' /></zeebe:properties>";
    private static final String CHARGE = "<zeebe:taskDefinition type='order.charge-card' retries='3' />";
    private static final String SETTLE_JOB = "<zeebe:taskDefinition type='saga.settle' retries='5' />";

    private BadUndo() {}

    static List<BadModel> all() {
        return List.of(
                bad("effect-undone", "no undo", it -> withoutUndo(it, "Event_ChargeUndone", "Task_RefundCard")),
                bad(
                        "effect-undone",
                        "no undo of items",
                        it -> withoutUndo(it, "Event_PackingUndone", "Task_UnpackItem")),
                bad(
                        "effect-undone",
                        "no undo of a part of items",
                        it -> withoutUndo(it, "Event_BundleUndone", "Task_UnlabelBundle")),
                bad(
                        "effect-reason",
                        "no reason",
                        it -> it.remove(
                                "<zeebe:property name='withoutCompensation' value='A mail cannot be unsent.' />")),
                bad("effect-reason", "a blank reason", it -> it.replace("'A mail cannot be unsent.'", "' '")),
                bad(
                        "undo-agrees",
                        "another undo",
                        it -> it.replace("order.refund-card' retries='3'", "order.release-stock' retries='5'")),
                bad("undo-agrees", "undone and standing", it -> it.replace(CHARGE, CHARGE + REASON)),
                bad(
                        "undo-agrees",
                        "nothing to undo",
                        it -> it.addBehind(
                                        "Task_RemindApprovers",
                                        it.element("Event_ChargeUndone")
                                                        .replace("Event_ChargeUndone", "Event_Unneeded")
                                                        .replace("Task_ChargeCard", "Task_RemindApprovers")
                                                        .replace("Compensate_", "Unneeded_")
                                                + it.element("Task_RefundCard")
                                                        .replace("Task_RefundCard", "Task_Unneeded"))
                                .addBehind(
                                        "Association_RefundCard",
                                        "<bpmn:association id='Association_Unneeded' sourceRef='Event_Unneeded' targetRef='Task_Unneeded' />")),
                bad(
                        "undo-agrees",
                        "an undo of its own at a call",
                        it -> it.replace("saga.undo-called' retries='5'", "order.refund-card' retries='3'")),
                bad(
                        "one-undo",
                        "two",
                        it -> it.addBehind(
                                        "Task_RefundCard",
                                        it.element("Event_ChargeUndone")
                                                        .replace("Event_ChargeUndone", "Event_ChargeUndoneToo")
                                                        .replace("Compensate_", "CompensateToo_")
                                                + it.element("Task_RefundCard")
                                                        .replace("Task_RefundCard", "Task_RefundCardToo"))
                                .addBehind(
                                        "Association_RefundCard",
                                        "<bpmn:association id='Association_Too' sourceRef='Event_ChargeUndoneToo' targetRef='Task_RefundCardToo' />")),
                bad("undo-handler", "not connected", it -> it.removeElement("Association_RefundCard")),
                bad(
                        "undo-handler",
                        "not marked",
                        it -> it.replace("name='Refund card' isForCompensation='true'", "name='Refund card'")),
                bad("way-back", "none", it -> withoutSettle(it).removeElement("Compensate_All")),
                bad("settle-first", "not settled", BadUndo::withoutSettle),
                bad(
                        "undo-after-settle",
                        "also elsewhere",
                        it -> it.replace(
                                        "<bpmn:outgoing>Flow_Settle_Undo</bpmn:outgoing>",
                                        "<bpmn:outgoing>Flow_Settle_Undo</bpmn:outgoing><bpmn:outgoing>Flow_Past</bpmn:outgoing>")
                                .replace(
                                        "<bpmn:incoming>Flow_Undo_RolledBack</bpmn:incoming>",
                                        "<bpmn:incoming>Flow_Undo_RolledBack</bpmn:incoming><bpmn:incoming>Flow_Past</bpmn:incoming>")
                                .addBehind(
                                        "Flow_Undo_RolledBack",
                                        "<bpmn:sequenceFlow id='Flow_Past' sourceRef='Task_Settle' targetRef='End_RolledBack' />")),
                bad(
                        "undo-everything",
                        "one activity",
                        it -> it.replace(
                                "id='Compensate_All'", "id='Compensate_All' activityRef='SubProcess_FulfilOrder'")),
                bad(
                        "called-process",
                        "ends the run",
                        it -> it.replace(
                                Example.PARCEL,
                                "name='Courier booked'>",
                                "name='Courier booked'>" + listener("end", "saga.end"))),
                bad(
                        "called-process",
                        "undoes",
                        it -> it.replace(
                                        Example.PARCEL,
                                        "<bpmn:endEvent id='End_Booked'",
                                        "<bpmn:intermediateThrowEvent id='End_Booked'")
                                .replace(
                                        Example.PARCEL,
                                        "Flow_Booked_Booked</bpmn:incoming>\n    </bpmn:endEvent>",
                                        "Flow_Booked_Booked</bpmn:incoming>\n<bpmn:outgoing>Flow_Settled</bpmn:outgoing></bpmn:intermediateThrowEvent>"
                                                + "<bpmn:serviceTask id='Task_Settle' name='Settle'>"
                                                + extension(SETTLE_JOB)
                                                + "<bpmn:incoming>Flow_Settled</bpmn:incoming><bpmn:outgoing>Flow_Undone</bpmn:outgoing></bpmn:serviceTask>"
                                                + "<bpmn:endEvent id='End_Undone' name='Undone'><bpmn:incoming>Flow_Undone</bpmn:incoming><bpmn:compensateEventDefinition id='Compensate_All' /></bpmn:endEvent>"
                                                + "<bpmn:sequenceFlow id='Flow_Settled' sourceRef='End_Booked' targetRef='Task_Settle' />"
                                                + "<bpmn:sequenceFlow id='Flow_Undone' sourceRef='Task_Settle' targetRef='End_Undone' />")),
                bad(
                        "interrupting-boundary",
                        "on the forward flow",
                        it -> it.addBehind("Task_Settle", """
                            <bpmn:boundaryEvent id="Event_Failed" name="Failed" attachedToRef="SubProcess_FulfilOrder">
                              <bpmn:outgoing>Flow_Failed</bpmn:outgoing>
                              <bpmn:errorEventDefinition id="ErrorDef_Failed" errorRef="Error_CardDeclined" />
                            </bpmn:boundaryEvent>""")
                                .replace(
                                        "<bpmn:incoming>Flow_FulfilOrder_Fulfilled</bpmn:incoming>",
                                        "<bpmn:incoming>Flow_FulfilOrder_Fulfilled</bpmn:incoming><bpmn:incoming>Flow_Failed</bpmn:incoming>")
                                .addBehind(
                                        "Flow_Undo_RolledBack",
                                        "<bpmn:sequenceFlow id='Flow_Failed' sourceRef='Event_Failed' targetRef='Gateway_Fulfilled' />")),
                bad(
                        "terminate-end",
                        "in the forward flow",
                        it -> it.replace(
                                "<bpmn:incoming>Flow_Expired_ApprovalExpired</bpmn:incoming>",
                                "<bpmn:incoming>Flow_Expired_ApprovalExpired</bpmn:incoming><bpmn:terminateEventDefinition id='Terminate' />")),
                bad("cancellable", "by another message", it -> it.replace("'order.cancelled'", "'order.stopped'")),
                bad("cancellable", "by another key", it -> it.replace("'=businessId' />", "'=customerId' />")),
                bad(
                        "end-recorded",
                        "not recorded",
                        it -> it.replace(
                                it.element("End_Ordered"),
                                it.element("End_Ordered").replaceAll("(?s)<bpmn:ext.*Elements>", ""))),
                bad("end-recorded", "recorded too early", it -> it.listen("End_Fulfilled", "end", "saga.end")),
                bad("outcome-id", "no outcome", it -> it.replace("'End_Ordered'", "'Event_Ordered'")),
                bad(
                        "error-caught",
                        "another code",
                        it -> it.replace(Example.PARCEL, "'parcel.refused'", "'parcel.lost'")),
                bad(
                        "error-in-event",
                        "out of the cancellation",
                        it -> it.replace(
                                "<bpmn:incoming>Flow_CancellationRequested_Cancelled</bpmn:incoming>",
                                "<bpmn:incoming>Flow_CancellationRequested_Cancelled</bpmn:incoming><bpmn:errorEventDefinition id='ErrorDef_Cancelled' errorRef='Error_CardDeclined' />")));
    }

    private static Example withoutUndo(Example example, String event, String handler) {
        return example.removeElement(event)
                .removeElement(handler)
                .removeElement("Association_" + handler.substring("Task_".length()));
    }

    /** The settle step becomes a step that does nothing. */
    private static Example withoutSettle(Example example) {
        String settle = example.element("Task_Settle");
        return example.replace(
                settle,
                settle.replace("serviceTask", "task").replaceAll("(?s)<bpmn:extensionElements>.*Elements>", ""));
    }
}
