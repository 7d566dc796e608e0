package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes down what a rule finds, each thing once. */
@SuppressWarnings(
        "AnnotateFormatMethod") // the annotation would be a dependency of its own; tests format every sentence
final class Findings {

    private final Set<Finding> found = new LinkedHashSet<>();
    private final String rule;

    Findings(String rule) {
        this.rule = rule;
    }

    /** Something is wrong with an element of a model. */
    void at(ProcessModel process, BaseElement element, String sentence, Object... values) {
        String id = element.getId() == null ? process.id() : element.getId();
        found.add(new Finding(rule, process.path(), id, Elements.name(element), sentence.formatted(values)));
    }

    /** Something is wrong with a file as a whole. */
    void at(String path, String sentence, Object... values) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        found.add(new Finding(rule, path, name, name, sentence.formatted(values)));
    }

    List<Finding> all() {
        return List.copyOf(found);
    }
}
