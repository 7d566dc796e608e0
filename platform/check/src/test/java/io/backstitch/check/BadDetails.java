package io.backstitch.check;

import static io.backstitch.check.BadModels.bad;

import io.backstitch.check.BadModels.BadModel;
import java.util.List;

/** Bad models: people, messages, variables, flows, and what the engine refuses. */
final class BadDetails {

    private static final String CHARGE = "<zeebe:taskDefinition type='order.charge-card' retries='3' />";
    private static final String DECISION =
            "<zeebe:calledDecision decisionId='order-risk' resultVariable='risk' bindingType='deployment' />";
    private static final String TIMER_EXPIRED =
            "<bpmn:timeDuration xsi:type='bpmn:tFormalExpression'>PT96H</bpmn:timeDuration>";

    private BadDetails() {}

    static List<BadModel> all() {
        return List.of(
                bad(
                        "form-exists",
                        "start form",
                        it -> it.replace(Example.DRAFT, "'orderdraft.fill-in'", "'orderdraft.other'")),
                bad(
                        "binding",
                        "start form",
                        it -> it.replace(Example.DRAFT, "fill-in' bindingType='deployment'", "fill-in'")),
                bad("user-task", "old kind", it -> it.remove("<zeebe:userTask />")),
                bad(
                        "form-exists",
                        "no such form",
                        it -> it.replace("formId='order.approve'", "formId='order.approval'")),
                bad(
                        "form-exists",
                        "no form",
                        it -> it.remove("<zeebe:formDefinition formId='order.approve' bindingType='deployment' />")),
                bad(
                        "form-pattern",
                        "an open group",
                        it -> it.replace(
                                Example.REFUND_FORM,
                                "\"components\": [",
                                "\"components\": [{\"type\": \"textfield\", \"key\": \"code\", \"validate\": {\"pattern\": \"^(a\"}},")),
                bad("candidate-group", "no such group", it -> it.replace("'order-approvers'", "'order-bosses'")),
                bad(
                        "candidate-group",
                        "no group",
                        it -> it.remove("<zeebe:assignmentDefinition candidateGroups='order-approvers' />")),
                bad(
                        "candidate-group",
                        "shown to everybody",
                        it -> it.replace("candidateGroups='order-approvers'", "assignee='=requester'")),
                bad(
                        "candidate-group",
                        "a name for ever",
                        it -> it.replace("candidateGroups='order-approvers'", "assignee='director'")),
                bad(
                        "task-escalates",
                        "no timer",
                        it -> it.replace(
                                        it.element("Timer_Expired"),
                                        "<bpmn:errorEventDefinition id='ErrorDef_Expired' errorRef='Error_CardDeclined' />\n")
                                .replace(
                                        it.element("Timer_ReminderDue"),
                                        "<bpmn:messageEventDefinition id='MessageDef_Reminder' messageRef='Message_Cancelled' />\n")),
                bad("task-context", "none", it -> it.replace("target='taskContextDisplayName'", "target='context'")),
                bad(
                        "task-context",
                        "always the same",
                        it -> it.replace("source='=customer'", "source='=&quot;An order&quot;'")),
                bad(
                        "task-due",
                        "none",
                        it -> it.replace("<zeebe:taskSchedule dueDate=", "<zeebe:taskSchedule followUpDate=")),
                bad(
                        "task-due",
                        "one day for all",
                        it -> it.replace(
                                "dueDate='=now() + duration(&quot;PT96H&quot;)'", "dueDate='2027-01-01T00:00:00Z'")),
                bad(
                        "task-returns",
                        "anything",
                        it -> it.remove("<zeebe:output source='=decision' target='decision' />")),
                bad("started-by-message", "by hand", it -> it.removeElement("MessageDef_Requested")),
                bad(
                        "start-keeps-variables",
                        "an output mapping",
                        it -> it.replace(
                                "name='Order requested'>",
                                "name='Order requested'><bpmn:extensionElements><zeebe:ioMapping><zeebe:output source='=1' target='turn' /></zeebe:ioMapping></bpmn:extensionElements>")),
                bad(
                        "correlation-key",
                        "none",
                        it -> it.replace(
                                        it.element("Timer_Expired"),
                                        "<bpmn:messageEventDefinition id='MessageDef_Expired' messageRef='Message_Expired' />\n")
                                .addBehind(
                                        "Message_Requested",
                                        "  <bpmn:message id='Message_Expired' name='order.expired' />")),
                bad(
                        "run-identity",
                        "by a decision",
                        it -> it.replace("resultVariable='risk'", "resultVariable='businessId'")),
                bad(
                        "run-identity",
                        "by a mapping",
                        it -> it.replace(
                                "source='=businessId' target='businessId'", "source='=orderId' target='businessId'")),
                bad(
                        "idempotency-key",
                        "the same in every run",
                        it -> it.replace(CHARGE, CHARGE + key("=&quot;charge&quot;"))),
                bad(
                        "idempotency-key",
                        "the same twice",
                        it -> it.replace(CHARGE, CHARGE + key("=businessId"))
                                .replace("stock' retries='5' />", "stock' retries='5' />" + key("= businessId"))),
                bad("decision-exists", "no such decision", it -> it.replace("'order-risk'", "'order-risks'")),
                bad(
                        "binding",
                        "of a decision",
                        it -> it.replace(DECISION, DECISION.replace(" bindingType='deployment'", ""))),
                bad(
                        "binding",
                        "of a call",
                        it -> it.replace(
                                "propagateAllParentVariables='false' bindingType='deployment'",
                                "propagateAllParentVariables='false' bindingType='latest'")),
                bad(
                        "gateway-default",
                        "none",
                        it -> it.remove(" default='Flow_ApprovalNeeded_Cleared'")
                                .replace(
                                        "targetRef='Gateway_Cleared' />\n      <bpmn:sequenceFlow id='Flow_ApprovalNeeded_App",
                                        "targetRef='Gateway_Cleared'><bpmn:conditionExpression xsi:type='bpmn:tFormalExpression'>=risk.low</bpmn:conditionExpression></bpmn:sequenceFlow>\n      <bpmn:sequenceFlow id='Flow_ApprovalNeeded_App")),
                bad(
                        "flow-references",
                        "not listed",
                        it -> it.remove("<bpmn:outgoing>Flow_ReserveStock_AssessRisk</bpmn:outgoing>")),
                bad(
                        "flow-references",
                        "a boundary event that leads nowhere",
                        it -> it.removeElement("Flow_Expired_ApprovalExpired")
                                .remove("<bpmn:outgoing>Flow_Expired_ApprovalExpired</bpmn:outgoing>")
                                .remove("<bpmn:incoming>Flow_Expired_ApprovalExpired</bpmn:incoming>")),
                bad("timer", "in words", it -> it.replace(TIMER_EXPIRED, TIMER_EXPIRED.replace("PT96H", "96 hours"))),
                bad("timer", "empty", it -> it.replace(TIMER_EXPIRED, TIMER_EXPIRED.replace("PT96H", ""))),
                bad("not-executed", "ad-hoc", it -> instead(it, "adHocSubProcess")),
                bad(
                        "not-executed",
                        "conditional event",
                        it -> it.replace(
                                it.element("Timer_Expired"),
                                "<bpmn:conditionalEventDefinition id='Condition'><bpmn:condition xsi:type='bpmn:tFormalExpression'>=late</bpmn:condition></bpmn:conditionalEventDefinition>\n")),
                bad("not-executed", "transaction", it -> instead(it, "transaction")),
                bad(
                        "silently-ignored",
                        "loop marker",
                        it -> it.replace(
                                "<bpmn:outgoing>Flow_AssessRisk_ApprovalNeeded</bpmn:outgoing>",
                                "<bpmn:outgoing>Flow_AssessRisk_ApprovalNeeded</bpmn:outgoing><bpmn:standardLoopCharacteristics />")),
                bad(
                        "silently-ignored",
                        "task listener",
                        it -> it.replace(
                                "<zeebe:userTask />",
                                "<zeebe:userTask /><zeebe:taskListeners><zeebe:taskListener eventType='creating' type='order.listen' /></zeebe:taskListeners>")),
                bad(
                        "engine",
                        "a flow without condition",
                        it -> it.replace(
                                it.element("Flow_ApprovalNeeded_ApproveOrder"),
                                "<bpmn:sequenceFlow id='Flow_ApprovalNeeded_ApproveOrder' sourceRef='Gateway_ApprovalNeeded' targetRef='Task_ApproveOrder' />\n")));
    }

    private static String key(String source) {
        return "<zeebe:ioMapping><zeebe:input source='%s' target='idempotencyKey' /></zeebe:ioMapping>"
                .formatted(source);
    }

    /** Something that the engine does not execute, in the place of the decision. */
    private static Example instead(Example example, String kind) {
        String decision = example.element("Task_AssessRisk");
        return example.replace(
                decision,
                decision.replace("businessRuleTask", kind)
                        .replaceAll("(?s)<bpmn:extensionElements>.*Elements>", "")
                        .replace("</bpmn:" + kind, "<bpmn:task id='Task_Think' name='Think' /></bpmn:" + kind));
    }
}
