package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.Activity;
import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import io.camunda.zeebe.model.bpmn.instance.BoundaryEvent;
import io.camunda.zeebe.model.bpmn.instance.BpmnModelElementInstance;
import io.camunda.zeebe.model.bpmn.instance.CatchEvent;
import io.camunda.zeebe.model.bpmn.instance.EventDefinition;
import io.camunda.zeebe.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import io.camunda.zeebe.model.bpmn.instance.SubProcess;
import io.camunda.zeebe.model.bpmn.instance.ThrowEvent;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeInput;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeIoMapping;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeOutput;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeProperties;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;

/** What rules ask of one element. */
final class Elements {

    private Elements() {}

    /** As people see it; the id when it has no name. */
    static String name(BaseElement element) {
        String name = element.getAttributeValue("name");
        return name == null || name.isBlank() ? String.valueOf(element.getId()) : name.replaceAll("\\s+", " ");
    }

    static <T extends BpmnModelElementInstance> Optional<T> extension(BaseElement element, Class<T> type) {
        return Optional.ofNullable(element.getSingleExtensionElement(type));
    }

    /** The job type of a task; empty when it has none. */
    static String jobType(BaseElement element) {
        return extension(element, ZeebeTaskDefinition.class)
                .map(ZeebeTaskDefinition::getType)
                .orElse("");
    }

    /** The expression of the input mapping to this variable, if there is one. */
    static Optional<String> input(BaseElement element, String target) {
        return inputs(element)
                .filter(input -> target.equals(input.getTarget()))
                .map(ZeebeInput::getSource)
                .filter(Objects::nonNull)
                .findFirst();
    }

    static Stream<ZeebeInput> inputs(BaseElement element) {
        return extension(element, ZeebeIoMapping.class).stream().flatMap(mapping -> mapping.getInputs().stream());
    }

    static Stream<ZeebeOutput> outputs(BaseElement element) {
        return extension(element, ZeebeIoMapping.class).stream().flatMap(mapping -> mapping.getOutputs().stream());
    }

    /** The reason why an effect stands when its run is undone. */
    static Optional<String> withoutCompensation(BaseElement element) {
        return property(element, "withoutCompensation");
    }

    /** What a modeller states about an element; empty text when only the name is there. */
    static Optional<String> property(BaseElement element, String name) {
        return extension(element, ZeebeProperties.class).stream()
                .flatMap(properties -> properties.getProperties().stream())
                .filter(property -> name.equals(property.getName()))
                .map(property -> property.getValue() == null ? "" : property.getValue())
                .findFirst();
    }

    static boolean isMultiInstance(@Nullable ModelElementInstance element) {
        return element instanceof Activity activity
                && activity.getLoopCharacteristics() instanceof MultiInstanceLoopCharacteristics;
    }

    static boolean isHandler(BaseElement element) {
        return element instanceof Activity activity && activity.isForCompensation();
    }

    static boolean isEventSubProcess(@Nullable ModelElementInstance element) {
        return element instanceof SubProcess subProcess && subProcess.triggeredByEvent();
    }

    static List<BoundaryEvent> boundaryEvents(Activity activity) {
        return activity.getBoundaryEvents().list();
    }

    static <T extends EventDefinition> Optional<T> definition(BaseElement event, Class<T> type) {
        Collection<EventDefinition> definitions = event instanceof CatchEvent catching
                ? catching.getEventDefinitions()
                : event instanceof ThrowEvent throwing ? throwing.getEventDefinitions() : List.of();
        return definitions.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    static boolean isA(BaseElement event, Class<? extends EventDefinition> type) {
        return definition(event, type).isPresent();
    }

    /** The sub-processes around an element, innermost first. */
    static List<SubProcess> around(BaseElement element) {
        return Stream.iterate(element.getParentElement(), Objects::nonNull, ModelElementInstance::getParentElement)
                .filter(SubProcess.class::isInstance)
                .map(SubProcess.class::cast)
                .toList();
    }

    static String text(@Nullable ModelElementInstance element) {
        return element == null ? "" : element.getTextContent().strip();
    }
}
