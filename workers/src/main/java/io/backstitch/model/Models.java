package io.backstitch.model;

import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.Process;
import io.camunda.zeebe.model.bpmn.instance.ServiceTask;
import java.io.ByteArrayInputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The processes, decisions and forms that this application brings, as the modeller wrote them. */
public final class Models {

    private final List<ModelFile> files;
    private final Map<String, BpmnModelInstance> processes = new HashMap<>();

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

    List<ModelFile> files() {
        return files;
    }

    /**
     * Ids of the service tasks that a settle step covers: all in the scope where it stands, and in the sub-processes of that
     * scope. Tasks behind the settle step are among them; their activations are newer, so the fence lets them pass.
     */
    public Set<String> effectsUnwoundBy(String processId, String settleElementId) {
        BpmnModelInstance model = processes.get(processId);
        if (model == null) {
            throw new IllegalStateException("This application does not bring a model of the process " + processId);
        }
        BaseElement settle = model.getModelElementById(settleElementId);
        if (settle == null) {
            throw new IllegalStateException(
                    "The model of %s here has no element %s".formatted(processId, settleElementId));
        }
        return serviceTasks(settle.getParentElement().getChildElementsByType(FlowNode.class));
    }

    private static Set<String> serviceTasks(Collection<FlowNode> nodes) {
        return nodes.stream()
                .flatMap(node -> node instanceof ServiceTask
                        ? Set.of(node.getId()).stream()
                        : serviceTasks(node.getChildElementsByType(FlowNode.class)).stream())
                .collect(Collectors.toSet());
    }
}
