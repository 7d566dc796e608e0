package io.backstitch.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.intake.Door;
import io.backstitch.intake.EventType;
import io.backstitch.intake.EventTypesOf;
import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import io.camunda.zeebe.model.bpmn.instance.Message;
import io.camunda.zeebe.model.bpmn.instance.UserTask;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeAssignmentDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledElement;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeFormDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The process card says what the model does: whoever is on call reads the card. */
class ProcessCardTest {

    private static final List<String> HEADINGS = List.of(
            "## Purpose",
            "## Trigger",
            "## Business id and correlation key",
            "## Steps",
            "## Messages and errors",
            "## People's tasks and roles",
            "## Timers",
            "## Picture");

    static Stream<Path> processes() {
        return Repository.processes().stream();
    }

    @ParameterizedTest
    @MethodSource("processes")
    void namesWhatTheModelHas(Path process) throws IOException {
        BpmnModelInstance model = Bpmn.readModelFromFile(process.toFile());
        String card = Files.readString(process.resolveSibling("README.md"));

        assertThat(card).contains(HEADINGS);
        assertThat(card).contains(jobTypes(model).map(ProcessCardTest::code).toList());
        assertThat(Stream.of(messages(model), calledProcesses(model)).flatMap(names -> names))
                .allSatisfy(name -> assertThat(card).contains(code(name)));
        for (UserTask task : model.getModelElementsByType(UserTask.class)) {
            assertThat(card)
                    .contains(
                            "| " + task.getName(),
                            code(who(task.getSingleExtensionElement(ZeebeAssignmentDefinition.class))),
                            code(task.getSingleExtensionElement(ZeebeFormDefinition.class)
                                    .getFormId()));
        }
        assertThat(process.resolveSibling(process.getFileName().toString().replace(".bpmn", ".svg")))
                .exists();
    }

    @ParameterizedTest
    @MethodSource("processes")
    void namesTheLaneOfEachStepAsItsWorkerDeclaresIt(Path process) throws IOException {
        List<String> rows = Files.readAllLines(process.resolveSibling("README.md"));
        for (String jobType :
                jobTypes(Bpmn.readModelFromFile(process.toFile())).distinct().toList()) {
            Path template = Repository.ROOT.resolve(".camunda/element-templates/%s.json".formatted(jobType));
            String lane = JsonMapper.shared()
                    .readTree(template.toFile())
                    .path("metadata")
                    .path("lane")
                    .asString();
            assertThat(rows)
                    .filteredOn(row -> row.startsWith("|") && row.contains("| " + code(jobType) + " |"))
                    .allSatisfy(row -> assertThat(row).endsWith("| " + lane + " |"));
        }
    }

    @Test
    void namesTheDoorsOfEachEventAsItDeclaresThem() throws IOException {
        for (EventType<?> type : EventTypesOf.allProcesses().values()) {
            String doors = type.doors().stream().sorted().map(Door::name).collect(Collectors.joining(", "));
            assertThat(Files.readString(Repository.ROOT.resolve("processes/%s/README.md".formatted(type.process()))))
                    .contains("Doors of `%s`: %s.".formatted(type.name(), doors));
        }
    }

    /** The groups; without groups, the one person. */
    private static String who(ZeebeAssignmentDefinition assignment) {
        return Optional.ofNullable(assignment.getCandidateGroups()).orElseGet(assignment::getAssignee);
    }

    private static Stream<String> jobTypes(BpmnModelInstance model) {
        return model.getModelElementsByType(ZeebeTaskDefinition.class).stream().map(ZeebeTaskDefinition::getType);
    }

    private static Stream<String> messages(BpmnModelInstance model) {
        return model.getModelElementsByType(Message.class).stream().map(Message::getName);
    }

    private static Stream<String> calledProcesses(BpmnModelInstance model) {
        return model.getModelElementsByType(ZeebeCalledElement.class).stream().map(ZeebeCalledElement::getProcessId);
    }

    private static String code(String name) {
        return "`" + name + "`";
    }
}
