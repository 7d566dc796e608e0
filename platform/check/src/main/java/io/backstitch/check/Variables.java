package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.Activity;
import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeInput;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeLoopCharacteristics;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeMapping;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which variables the elements of a process can see. The order of the steps does not count: what one of them may set, all may have. So a name that is not here
 * is set by nobody, on no way; one that is here may still be missing on some.
 */
final class Variables {

    private final ProcessModel process;
    private Names ofProcess;

    /** @param given what it is started with, besides what its start event brings */
    Variables(ProcessModel process, Names given) {
        this.process = process;
        this.ofProcess = given;
        Names before;
        do {
            before = ofProcess;
            process.all(FlowNode.class).forEach(node -> ofProcess = ofProcess.and(written(node)));
        } while (!ofProcess.equals(before));
    }

    /** What is there when an element begins, with its input mappings. */
    Names at(FlowNode node) {
        Names names = ofProcess;
        for (BaseElement scope : Elements.around(node).reversed()) {
            names = within(scope, names);
        }
        return within(node, names);
    }

    /** What its output mappings can read. */
    Names after(FlowNode node) {
        return at(node).and(Results.readable(process, node));
    }

    /** The inputs of an element alone, as far as they give something. */
    Names inputs(FlowNode node) {
        return Names.of(given(Elements.inputs(node), at(node)));
    }

    /** Whether an element gets a variable; an input mapping of its name hides all others. */
    boolean give(FlowNode node, String variable) {
        List<ZeebeInput> own = Elements.inputs(node)
                .filter(input -> root(input).equals(variable))
                .toList();
        return own.isEmpty()
                ? at(node).has(variable)
                : own.stream().anyMatch(input -> gives(input.getSource(), at(node)));
    }

    /** Whether a mapping can have another value than null. */
    static boolean gives(@Nullable String source, Names names) {
        return source != null
                && !Feel.isNull(source)
                && Feel.variable(source).map(names::has).orElse(true);
    }

    private Names written(FlowNode node) {
        Names on = Elements.outputs(node).findAny().isEmpty()
                ? Results.passedOn(process, node)
                : Names.of(given(Elements.outputs(node), after(node)));
        return on.and(loop(node, ZeebeLoopCharacteristics::getOutputCollection));
    }

    private static List<String> given(Stream<? extends ZeebeMapping> mappings, Names names) {
        return mappings.filter(mapping -> gives(mapping.getSource(), names))
                .map(Variables::root)
                .distinct()
                .toList();
    }

    /** The engine evaluates inputs one after the other: a later one may read an earlier one. */
    private static Names within(BaseElement element, Names outside) {
        Names names = outside;
        if (Elements.isMultiInstance(element)) {
            names = names.and(Names.of("loopCounter"))
                    .and(loop(element, ZeebeLoopCharacteristics::getInputElement))
                    .and(loop(
                            element,
                            characteristics -> Optional.ofNullable(characteristics.getOutputElement())
                                    .flatMap(Feel::variable)
                                    .orElse(null)));
        }
        for (ZeebeInput input : Elements.inputs(element).toList()) {
            names = gives(input.getSource(), names) ? names.and(Names.of(root(input))) : names;
        }
        return names;
    }

    private static Names loop(BaseElement element, Function<ZeebeLoopCharacteristics, @Nullable String> name) {
        return Stream.of(element)
                .filter(Activity.class::isInstance)
                .map(it -> ((Activity) it).getLoopCharacteristics())
                .filter(MultiInstanceLoopCharacteristics.class::isInstance)
                .flatMap(it -> Elements.extension((BaseElement) it, ZeebeLoopCharacteristics.class).stream())
                .map(name)
                .filter(Objects::nonNull)
                .map(Names::of)
                .findFirst()
                .orElse(Names.NONE);
    }

    /** A mapping to {@code a.b} writes into the variable {@code a}. */
    private static String root(ZeebeMapping mapping) {
        return String.valueOf(mapping.getTarget()).split("\\.", 2)[0];
    }
}
