package io.backstitch.model;

import io.backstitch.compensation.UnknownToThisVersion;
import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import io.camunda.zeebe.model.bpmn.instance.Activity;
import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import io.camunda.zeebe.model.bpmn.instance.CallActivity;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.Process;
import io.camunda.zeebe.model.bpmn.instance.ServiceTask;
import io.camunda.zeebe.model.bpmn.instance.StartEvent;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledElement;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeFormDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeProperties;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** The processes, decisions and forms that this application brings, as the modeller wrote them. */
public final class Models {

    private final List<ModelFile> files;
    private final Map<String, BpmnModelInstance> processes = new HashMap<>();
    private final Map<String, Boolean> multiInstance = new ConcurrentHashMap<>();

    /** Reads the processes among the files, which are deployed together. */
    public Models(List<ModelFile> files) {
        this.files = List.copyOf(files);
        for (ModelFile file : files) {
            if (file.isProcess()) {
                BpmnModelInstance model = Bpmn.readModelFromStream(new ByteArrayInputStream(file.content()));
                for (Process process : model.getModelElementsByType(Process.class)) {
                    processes.put(process.getId(), model);
                }
            }
        }
    }

    /** Whether one of the files has just these bytes. */
    boolean contain(byte[] content) {
        return files.stream().anyMatch(file -> Arrays.equals(file.content(), content));
    }

    List<ModelFile> files() {
        return files;
    }

    /**
     * Ids of the service tasks that a settle step covers: all in the scope where it stands, and in the sub-processes of that
     * scope. Tasks behind the settle step are among them; their activations are newer, so the fence lets them pass.
     *
     * @throws UnknownToThisVersion when there is no such process or element here
     */
    public Set<String> effectsUnwoundBy(String processId, String settleElementId) {
        BpmnModelInstance model = processes.get(processId);
        if (model == null) {
            throw new UnknownToThisVersion(
                    "This version does not bring a model of the process %s; deploy one that does".formatted(processId));
        }
        BaseElement settle = model.getModelElementById(settleElementId);
        if (settle == null) {
            throw new UnknownToThisVersion(
                    "The model of %s that this version brings has no element %s; deploy one that does"
                            .formatted(processId, settleElementId));
        }
        return serviceTasks(
                settle.getParentElement().getChildElementsByType(FlowNode.class), "", new HashSet<>(Set.of(processId)));
    }

    /** Whether the element, or a sub-process around it, is executed for several items: the engine compensates those only together. */
    public boolean isWithinMultiInstance(String processId, String elementId) {
        return multiInstance.computeIfAbsent(processId + " " + elementId, ignored -> {
            BpmnModelInstance model = processes.get(processId);
            ModelElementInstance element = model == null ? null : model.getModelElementById(elementId);
            while (element != null) {
                if (element instanceof Activity activity && activity.getLoopCharacteristics() != null) {
                    return true;
                }
                element = element.getParentElement();
            }
            return false;
        });
    }

    /**
     * Names of the variables of which the model says that a person may change them in a run: the property {@code changeable} of the process,
     * names with commas between them. None when it says nothing.
     */
    public Set<String> changeableVariables(String processId) {
        BpmnModelInstance model = processes.get(processId);
        Process process = model == null ? null : model.getModelElementById(processId);
        ZeebeProperties properties = process == null ? null : process.getSingleExtensionElement(ZeebeProperties.class);
        return properties == null
                ? Set.of()
                : properties.getProperties().stream()
                        .filter(property -> property.getName().equals("changeable"))
                        .flatMap(property -> Arrays.stream(property.getValue().split("[,\\s]+")))
                        .filter(name -> !name.isBlank())
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Whether only a door may begin a run of this process, or a process that a door has begun may call it. Not of one that people start by its form,
     * which is a draft, and not of one that this application does not bring.
     */
    public boolean mustComeThroughADoor(String processId) {
        BpmnModelInstance model = processes.get(processId);
        return model != null
                && model.getModelElementById(processId).getChildElementsByType(StartEvent.class).stream()
                        .noneMatch(start -> start.getSingleExtensionElement(ZeebeFormDefinition.class) != null);
    }

    /** As the ledger names them: those of a called process with its id in front. */
    private Set<String> serviceTasks(Collection<FlowNode> nodes, String prefix, Set<String> seen) {
        Set<String> found = new HashSet<>();
        for (FlowNode node : nodes) {
            switch (node) {
                case ServiceTask task -> found.add(prefix + task.getId());
                case CallActivity call -> found.addAll(called(call, seen));
                default -> found.addAll(serviceTasks(node.getChildElementsByType(FlowNode.class), prefix, seen));
            }
        }
        return found;
    }

    private Set<String> called(CallActivity call, Set<String> seen) {
        ZeebeCalledElement element = call.getSingleExtensionElement(ZeebeCalledElement.class);
        String process = element == null ? "" : element.getProcessId();
        BpmnModelInstance model = processes.get(process);
        if (model == null || !seen.add(process)) {
            return Set.of();
        }
        ModelElementInstance root = model.getModelElementById(process);
        return serviceTasks(root.getChildElementsByType(FlowNode.class), process + ":", seen);
    }
}
