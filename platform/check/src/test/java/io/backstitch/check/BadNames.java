package io.backstitch.check;

import static io.backstitch.check.BadModels.bad;

import io.backstitch.check.BadModels.BadModel;
import java.util.List;

/** Bad models: what things are called, and which job they are. */
final class BadNames {

    private static final String CHARGE = "<zeebe:taskDefinition type='order.charge-card' retries='3' />";
    private static final String SETTLE_JOB = "<zeebe:taskDefinition type='saga.settle' retries='5' />";

    private BadNames() {}

    static List<BadModel> all() {
        return List.of(
                bad("readable", "no XML", it -> it.add("processes/stray/stray.bpmn", "not a model")),
                bad("readable", "no process", it -> it.add("processes/stray/stray.bpmn", """
                        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x" />""")),
                bad(
                        "readable",
                        "an association before a flow",
                        it -> it.addBehind(
                                "Task_RefundCard",
                                "<bpmn:association id='Association_Early' sourceRef='Task_RefundCard' targetRef='Task_ChargeCard' />")),
                bad("readable", "no JSON", it -> it.add("forms/order/stray.form", "{")),
                bad("file-name", "another file name", it -> it.move(Example.ORDER, "processes/order/orders.bpmn")),
                bad("file-name", "two processes", it -> it.replace("  </bpmn:process>\n", """
                          </bpmn:process>
                          <bpmn:process id="second"><bpmn:startEvent id="Start_Second" name="Begun" /></bpmn:process>
                        """)),
                bad("file-name", "not executable", it -> it.replace("isExecutable='true'", "isExecutable='false'")),
                bad("unique-id", "a copied form", it -> it.add("forms/order/copy.form", "{\"id\": \"order.approve\"}")),
                bad("name-prefix", "message", it -> it.replace("'order.requested'", "'requested'")),
                bad("name-prefix", "error code", it -> it.replace("'order.card-declined'", "'card-declined'")),
                bad("name-prefix", "form", it -> it.add("forms/order/stray.form", "{\"id\": \"stray\"}")),
                bad("element-name", "a task", it -> it.remove(" name='Reserve stock'")),
                bad("readable-id", "made up", it -> it.replace("'Task_RemindApprovers'", "'Activity_1a2b3c4'")),
                bad("known-job-type", "nobody's", it -> it.listen("End_Fulfilled", "end", "order.nobody")),
                bad("known-job-type", "computed", it -> it.listen("End_Fulfilled", "end", "=someone")),
                bad("unused-worker", "a new one", it -> it.declare(Palette.standing("order.wait-idly", 3))),
                bad("retries", "of a step", it -> it.replace(CHARGE, CHARGE.replace("3", "4"))),
                bad("retries", "of settle", it -> it.replace(SETTLE_JOB, SETTLE_JOB.replace("5", "3"))),
                bad(
                        "retries",
                        "of an undo",
                        it -> it.replace("refund-card' retries='3'", "refund-card'")
                                .replace("unpack-item' retries='3'", "unpack-item' retries='=tries'")),
                bad(
                        "effect-on-service-task",
                        "a send task",
                        it -> it.replace(Example.PARCEL, "<bpmn:serviceTask", "<bpmn:sendTask")
                                .replace(Example.PARCEL, "</bpmn:serviceTask", "</bpmn:sendTask")),
                bad(
                        "effect-on-service-task",
                        "a listener",
                        it -> it.listen("End_Fulfilled", "start", "order.notify-customer")));
    }
}
