package io.backstitch.check;

import static io.backstitch.check.BadModels.bad;

import io.backstitch.check.BadModels.BadModel;
import java.util.List;

/** Bad models: what happens several times, and what is called. */
final class BadRepetition {

    private static final String DECISION =
            "<zeebe:calledDecision decisionId='order-risk' resultVariable='risk' bindingType='deployment' />";
    private static final String ECHO = """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="x">
              <process id="echo" isExecutable="true">
                <startEvent id="Start_Echo" name="Called"><outgoing>Flow_1</outgoing></startEvent>
                <callActivity id="Call_Echo" name="Echo">
                  <extensionElements><zeebe:calledElement processId="echo" bindingType="deployment" /></extensionElements>
                  <incoming>Flow_1</incoming><outgoing>Flow_2</outgoing>
                </callActivity>
                <endEvent id="End_Echo" name="Echoed"><incoming>Flow_2</incoming></endEvent>
                <sequenceFlow id="Flow_1" sourceRef="Start_Echo" targetRef="Call_Echo" />
                <sequenceFlow id="Flow_2" sourceRef="Call_Echo" targetRef="End_Echo" />
              </process>
            </definitions>
            """;

    private BadRepetition() {}

    static List<BadModel> all() {
        return List.of(
                bad("fan-out-occurrence", "the same for all", it -> it.replace("'=loopCounter'", "'=1'")),
                bad(
                        "fan-out-occurrence",
                        "none",
                        it -> it.remove("<zeebe:input source='=bundle.id' target='occurrence' />")),
                bad(
                        "fan-out-occurrence",
                        "a fan-out in a fan-out",
                        it -> it.replace(
                                "name='Label bundle'>\n          <bpmn:extensionElements>",
                                "name='Label bundle'>\n          <bpmn:extensionElements><zeebe:ioMapping><zeebe:input source='=label' target='occurrence' /></zeebe:ioMapping>")),
                bad(
                        "loop-occurrence",
                        "the same each turn",
                        it -> it.replace("source='=turn' target='occurrence'", "source='=1' target='occurrence'")),
                bad("event-occurrence", "the same each day", it -> it.replace("'=reminder'", "'=1'")),
                bad("call-occurrence", "twice", BadRepetition::calledTwice),
                bad("loop-bounded", "no limit", it -> it.remove(" and turn &lt; 3")),
                bad(
                        "call-known",
                        "nowhere",
                        it -> it.replace(
                                it.element("Task_AssessRisk"),
                                it.element("Task_AssessRisk")
                                        .replace("businessRuleTask", "callActivity")
                                        .replace(
                                                DECISION,
                                                "<zeebe:calledElement processId='nowhere' bindingType='deployment' />"))),
                bad(
                        "called-start",
                        "by message",
                        it -> it.replace(
                                        Example.PARCEL,
                                        "<bpmn:outgoing>Flow_Parcel_BookCourier</bpmn:outgoing>",
                                        "<bpmn:outgoing>Flow_Parcel_BookCourier</bpmn:outgoing><bpmn:messageEventDefinition id='MessageDef' messageRef='Message_Ready' />")
                                .replace(
                                        Example.PARCEL,
                                        "  <bpmn:error id",
                                        "  <bpmn:message id='Message_Ready' name='parcel.ready' />\n  <bpmn:error id")),
                bad("call-cycle", "calls itself", it -> it.add("processes/echo/echo.bpmn", ECHO)),
                bad("call-undo", "no undo", it -> withoutUndo(it, "Event_ParcelUndone", "Task_UndoParcel")),
                bad("call-saga", "not passed", it -> it.remove("<zeebe:input source='=saga' target='saga' />")));
    }

    private static Example withoutUndo(Example example, String event, String handler) {
        return example.removeElement(event)
                .removeElement(handler)
                .removeElement("Association_" + handler.substring("Task_".length()));
    }

    private static Example calledTwice(Example example) {
        StringBuilder again = new StringBuilder();
        for (String id : List.of("Call_Parcel", "Event_ParcelUndone", "Task_UndoParcel", "Event_ParcelRefused")) {
            again.append(example.element(id)
                    .replaceAll("'(\\w+_\\w*Parcel\\w*)'", "'$1Again'")
                    .replace("Error_ParcelRefusedAgain", "Error_ParcelRefused")
                    .replace("Flow_Bundle_Parcel<", "Flow_Parcel_ParcelAgain<")
                    .replace("Flow_ParcelRefused_ParcelRefused<", "Flow_RefusedAgain<"));
        }
        return example.addBehind("Event_ParcelRefused", again.toString())
                .replace(
                        example.element("Call_Parcel"),
                        example.element("Call_Parcel").replace("Flow_Parcel_Again<", "Flow_Parcel_ParcelAgain<"))
                .replace(
                        "sourceRef='Call_Parcel' targetRef='Gateway_Again'",
                        "sourceRef='Call_ParcelAgain' targetRef='Gateway_Again'")
                .replace(
                        "<bpmn:incoming>Flow_ParcelRefused_ParcelRefused</bpmn:incoming>",
                        "<bpmn:incoming>Flow_ParcelRefused_ParcelRefused</bpmn:incoming><bpmn:incoming>Flow_RefusedAgain</bpmn:incoming>")
                .addBehind(
                        "Flow_Parcel_Again",
                        "<bpmn:sequenceFlow id='Flow_Parcel_ParcelAgain' sourceRef='Call_Parcel' targetRef='Call_ParcelAgain' />"
                                + "<bpmn:sequenceFlow id='Flow_RefusedAgain' sourceRef='Event_ParcelRefusedAgain' targetRef='End_ParcelRefused' />")
                .addBehind(
                        "Association_UndoParcel",
                        "<bpmn:association id='Association_Again' sourceRef='Event_ParcelUndoneAgain' targetRef='Task_UndoParcelAgain' />");
    }
}
