package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import io.camunda.zeebe.model.bpmn.instance.CallActivity;
import io.camunda.zeebe.model.bpmn.instance.Process;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledElement;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.camunda.bpm.model.xml.ModelException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The files of a process application, read; what could not be read is remembered with the reason. */
final class Application {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Declarations declarations;
    private final @Nullable Set<String> groups;
    private final List<ProcessModel> processes = new ArrayList<>();
    private final Map<SourceFile, String> forms = new LinkedHashMap<>();
    private final Map<SourceFile, List<String>> decisions = new LinkedHashMap<>();
    private final Map<String, DecisionRows> rows = new HashMap<>();
    private final Map<SourceFile, String> unreadable = new LinkedHashMap<>();

    Application(Collection<SourceFile> files, Declarations declarations, @Nullable Set<String> groups) {
        this.declarations = declarations;
        this.groups = groups;
        for (SourceFile file : files) {
            try {
                read(file);
            } catch (ModelException | JacksonException | UnreadableFile e) {
                unreadable.put(file, rootCause(e));
            }
        }
    }

    private void read(SourceFile file) {
        if (file.isModel()) {
            byte[] bytes = file.text().getBytes(StandardCharsets.UTF_8);
            BpmnModelInstance model = Bpmn.readModelFromStream(new ByteArrayInputStream(bytes));
            Process process = model.getModelElementsByType(Process.class).stream()
                    .findFirst()
                    .orElseThrow(() -> new UnreadableFile("there is no process in it"));
            processes.add(new ProcessModel(this, file, model, process));
        } else if (file.isForm()) {
            forms.put(file, JSON.readTree(file.text()).path("id").asString(""));
        } else if (file.isDecision()) {
            decisions.put(file, DecisionIds.of(file.text()));
            rows.putAll(DecisionRows.of(file.text()));
        }
    }

    Declarations declarations() {
        return declarations;
    }

    /** The groups of people that exist; null when that is not known. */
    @Nullable
    Set<String> groups() {
        return groups;
    }

    List<ProcessModel> processes() {
        return processes;
    }

    /** The id of each form. */
    Map<SourceFile, String> forms() {
        return forms;
    }

    /** The ids of the decisions of each file. */
    Map<SourceFile, List<String>> decisions() {
        return decisions;
    }

    /** The rows of each decision, by its id. */
    Map<String, DecisionRows> rows() {
        return rows;
    }

    /** Files that could not be read, with the reason. */
    Map<SourceFile, String> unreadable() {
        return unreadable;
    }

    /** The id of the process that a call activity names; empty when it names none. */
    static String calledId(CallActivity call) {
        return Elements.extension(call, ZeebeCalledElement.class)
                .map(ZeebeCalledElement::getProcessId)
                .orElse("");
    }

    Optional<ProcessModel> called(CallActivity call) {
        return process(calledId(call));
    }

    Optional<ProcessModel> process(String id) {
        return processes.stream().filter(process -> process.id().equals(id)).findFirst();
    }

    /** The processes with a call activity that names this one. */
    List<ProcessModel> callers(String processId) {
        return processes.stream()
                .filter(process ->
                        process.calls().anyMatch(call -> calledId(call).equals(processId)))
                .toList();
    }

    /** The process and all that it calls, directly or not, each once. */
    Set<ProcessModel> closure(ProcessModel root) {
        Set<ProcessModel> reached = new LinkedHashSet<>(Set.of(root));
        List<ProcessModel> next = List.of(root);
        while (!next.isEmpty()) {
            next = next.stream()
                    .flatMap(ProcessModel::calls)
                    .flatMap(call -> called(call).stream())
                    .filter(reached::add)
                    .toList();
        }
        return reached;
    }

    boolean hasEffects(ProcessModel root) {
        return any(root, process -> process.effects().findAny().isPresent());
    }

    boolean hasSomethingToUndo(ProcessModel root) {
        return any(root, process -> process.effects().anyMatch(process::isUndoable));
    }

    private boolean any(ProcessModel root, Predicate<ProcessModel> wanted) {
        return closure(root).stream().anyMatch(wanted);
    }

    private static String rootCause(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .reduce((outer, inner) -> inner)
                .map(cause -> String.valueOf(cause.getMessage()))
                .orElse("");
    }
}
