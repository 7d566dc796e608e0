package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import io.camunda.zeebe.model.bpmn.instance.Activity;
import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import io.camunda.zeebe.model.bpmn.instance.BoundaryEvent;
import io.camunda.zeebe.model.bpmn.instance.CallActivity;
import io.camunda.zeebe.model.bpmn.instance.CompensateEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.Process;
import io.camunda.zeebe.model.bpmn.instance.StartEvent;
import io.camunda.zeebe.model.bpmn.instance.SubProcess;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeExecutionListener;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeFormDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskDefinition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** One process of the application, with the knowledge of which of its steps are effects. */
final class ProcessModel {

    private final Application application;
    private final SourceFile file;
    private final BpmnModelInstance model;
    private final Process process;
    /** Each rule asks, and each question is a walk through the whole document for each subtype. */
    private final Map<Class<?>, Collection<? extends ModelElementInstance>> byType = new HashMap<>();

    ProcessModel(Application application, SourceFile file, BpmnModelInstance model, Process process) {
        this.application = application;
        this.file = file;
        this.model = model;
        this.process = process;
    }

    Application application() {
        return application;
    }

    Declarations declarations() {
        return application.declarations();
    }

    SourceFile file() {
        return file;
    }

    String path() {
        return file.path();
    }

    String id() {
        return process.getId();
    }

    Process element() {
        return process;
    }

    BpmnModelInstance model() {
        return model;
    }

    /** All elements of a type in the file, messages and errors too. */
    <T extends ModelElementInstance> Stream<T> all(Class<T> type) {
        return byType.computeIfAbsent(type, key -> model.getModelElementsByType(type)).stream()
                .map(type::cast);
    }

    /** The elements of a type that stand in the process itself, not in a sub-process. */
    <T extends ModelElementInstance> Stream<T> top(Class<T> type) {
        return process.getChildElementsByType(type).stream();
    }

    /** Has it no caller? */
    boolean isTopLevel() {
        return application.callers(id()).isEmpty();
    }

    /**
     * Does it only draft what becomes a run when it is handed to the intake? Somebody starts it by filling in a form, and all its jobs are of workers
     * that keep records of drafts: it has no effect that would need a key or an undo.
     */
    private boolean isDraft() {
        return calls().findAny().isEmpty()
                && top(StartEvent.class).findAny().isPresent()
                && top(StartEvent.class).allMatch(ProcessModel::hasForm)
                && Stream.concat(
                                all(ZeebeTaskDefinition.class).map(ZeebeTaskDefinition::getType),
                                all(ZeebeExecutionListener.class).map(ZeebeExecutionListener::getType))
                        .allMatch(this::drafts);
    }

    static boolean hasForm(StartEvent start) {
        return Elements.extension(start, ZeebeFormDefinition.class).isPresent();
    }

    private boolean drafts(String jobType) {
        return declarations()
                .find(jobType)
                .filter(worker -> worker.kind() == Declarations.Kind.DRAFT)
                .isPresent();
    }

    /** Is it started by the intake, with a business id, an outcome and a way to cancel it? */
    boolean isRun() {
        return isTopLevel() && !isDraft();
    }

    Stream<CallActivity> calls() {
        return all(CallActivity.class);
    }

    /** Every effect of this process; not those of the processes that it calls. */
    Stream<FlowNode> effects() {
        return all(FlowNode.class).filter(this::isEffect);
    }

    boolean isEffect(BaseElement element) {
        return !Elements.isHandler(element) && worker(element).isPresent();
    }

    /** An effect whose worker declares a compensation. */
    boolean isUndoable(BaseElement element) {
        return !Elements.isHandler(element)
                && worker(element)
                        .filter(worker -> worker.compensation() != null)
                        .isPresent();
    }

    /** Does anything have to be undone once this element has run: itself, or what is inside, or what it calls? */
    boolean leavesSomethingToUndo(BaseElement element) {
        return switch (element) {
            case CallActivity call ->
                application
                        .called(call)
                        .map(called -> application.hasSomethingToUndo(called))
                        .orElse(false);
            case SubProcess subProcess -> inside(subProcess).anyMatch(this::leavesSomethingToUndo);
            default -> isUndoable(element);
        };
    }

    /** Does this element change the outside: itself, or what is inside, or what it calls? */
    boolean hasEffects(BaseElement element) {
        return switch (element) {
            case CallActivity call ->
                application.called(call).map(application::hasEffects).orElse(false);
            case SubProcess subProcess -> inside(subProcess).anyMatch(this::hasEffects);
            default -> isEffect(element);
        };
    }

    static Stream<FlowNode> inside(ModelElementInstance scope) {
        return scope.getChildElementsByType(FlowNode.class).stream();
    }

    /** Every flow node in a scope and in its sub-processes. */
    static Stream<FlowNode> anywhereInside(ModelElementInstance scope) {
        return inside(scope).flatMap(node -> Stream.concat(Stream.of(node), anywhereInside(node)));
    }

    static List<BoundaryEvent> compensationEvents(Activity activity) {
        return Elements.boundaryEvents(activity).stream()
                .filter(event -> Elements.isA(event, CompensateEventDefinition.class))
                .toList();
    }

    private Optional<Declarations.Worker> worker(BaseElement element) {
        return declarations().find(Elements.jobType(element)).filter(Declarations.Worker::isEffect);
    }
}
