package bench.lanes;

import io.backstitch.model.ModelFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A process that is measured: steps one after the other, and the end on record. */
record LaneModel(String process, boolean startsByMessage, List<String> jobTypes) {

    /** Two steps of the system lane that do nothing outside. */
    static final LaneModel STEADY = new LaneModel("steady", false, List.of("steady.first", "steady.second"));
    /** One call to a slow partner that often fails, in the automation lane. */
    static final LaneModel BURST = new LaneModel("burst", true, List.of("burst.call"));
    /** The same in the system lane: one pool for all. */
    static final LaneModel BURST_IN_ONE = new LaneModel("burstinone", true, List.of("burstinone.call"));

    static List<ModelFile> files() {
        return Stream.of(STEADY, BURST, BURST_IN_ONE)
                .map(model ->
                        new ModelFile(model.process() + ".bpmn", model.xml().getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** That starts it, and the type of the events that do. */
    String message() {
        return process + ".requested";
    }

    private String xml() {
        String tasks = IntStream.range(0, jobTypes.size())
                .mapToObj(i -> """
                        <serviceTask id="Task_%d"><extensionElements><zeebe:taskDefinition type="%s" retries="3"/></extensionElements></serviceTask>
                        <sequenceFlow id="Flow_%d" sourceRef="%s" targetRef="Task_%d"/>
                        """.formatted(i, jobTypes.get(i), i, i == 0 ? "Start" : "Task_" + (i - 1), i))
                .collect(Collectors.joining());
        return """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="Definitions_lanes" targetNamespace="bench"
                    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">
                <message id="Message_Start" name="%s"/>
                <process id="%s" isExecutable="true"><startEvent id="Start">%s</startEvent>%s
                <endEvent id="End_Done"><extensionElements><zeebe:executionListeners>
                <zeebe:executionListener eventType="end" type="saga.end" retries="5"/>
                </zeebe:executionListeners></extensionElements></endEvent>
                <sequenceFlow id="Flow_End" sourceRef="Task_%d" targetRef="End_Done"/></process></definitions>
                """.formatted(
                        message(),
                        process(),
                        startsByMessage ? "<messageEventDefinition id=\"Starts\" messageRef=\"Message_Start\"/>" : "",
                        tasks,
                        jobTypes.size() - 1);
    }
}
