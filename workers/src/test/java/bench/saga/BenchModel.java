package bench.saga;

import io.backstitch.model.ModelFile;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The saga that is measured: four steps, one after the other, each with a compensation; going back undoes all four. The same
 * for bare workers and for ours, but that ours settles before it goes back, and records its end.
 */
record BenchModel(String process, boolean ours, boolean goesBack) {

    static final int STEPS = 4;
    static final List<BenchModel> ALL = List.of(
            new BenchModel("bare", false, false),
            new BenchModel("ours", true, false),
            new BenchModel("bareback", false, true),
            new BenchModel("oursback", true, true));

    /** All four use the job types of their kind: {@code bare.step-1}, {@code ours.step-1}. */
    String jobType(int step) {
        return (ours ? "ours" : "bare") + ".step-" + step;
    }

    String undoType(int step) {
        return (ours ? "ours" : "bare") + ".undo-" + step;
    }

    ModelFile file() {
        return new ModelFile(process + ".bpmn", xml().getBytes(StandardCharsets.UTF_8));
    }

    private String xml() {
        StringBuilder body = new StringBuilder("<startEvent id=\"Start\"/>");
        StringBuilder associations = new StringBuilder();
        String last = "Start";
        for (int step = 1; step <= STEPS; step++) {
            String task = "Task_" + step;
            body.append(task(task, jobType(step), false)).append(flow(last, task));
            body.append(
                    "<boundaryEvent id=\"Undo_%d\" attachedToRef=\"%s\"><compensateEventDefinition id=\"UndoDefinition_%d\"/></boundaryEvent>"
                            .formatted(step, task, step));
            body.append(task("Handler_" + step, undoType(step), true));
            associations.append(
                    "<association id=\"A_%d\" associationDirection=\"One\" sourceRef=\"Undo_%d\" targetRef=\"Handler_%d\"/>"
                            .formatted(step, step, step));
            last = task;
        }
        if (goesBack && ours) {
            body.append(task("Task_Settle", "saga.settle", false)).append(flow(last, "Task_Settle"));
            last = "Task_Settle";
        }
        if (goesBack) {
            body.append(
                            "<intermediateThrowEvent id=\"Back\"><compensateEventDefinition id=\"BackDefinition\"/></intermediateThrowEvent>")
                    .append(flow(last, "Back"));
            last = "Back";
        }
        body.append("<endEvent id=\"End_Done\">%s</endEvent>".formatted(ours ? END : ""))
                .append(flow(last, "End_Done"));
        return """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="Definitions_bench" targetNamespace="bench"
                    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">
                <process id="%s" isExecutable="true">%s%s</process></definitions>""".formatted(process, body, associations);
    }

    private static final String END = """
            <extensionElements><zeebe:executionListeners><zeebe:executionListener eventType="end" type="saga.end" retries="5"/>\
            </zeebe:executionListeners></extensionElements>""";

    private static String task(String id, String jobType, boolean undo) {
        return "<serviceTask id=\"%s\"%s><extensionElements><zeebe:taskDefinition type=\"%s\" retries=\"3\"/></extensionElements></serviceTask>"
                .formatted(id, undo ? " isForCompensation=\"true\"" : "", jobType);
    }

    private static String flow(String from, String to) {
        return "<sequenceFlow id=\"F_%s_%s\" sourceRef=\"%s\" targetRef=\"%s\"/>".formatted(from, to, from, to);
    }
}
