package io.backstitch.check;

/**
 * One thing to mend.
 *
 * @param rule the id of the rule, explained in docs/model-check.md
 * @param file where: the path from the root of the application
 * @param element the id of the element; the file's name when the whole file is meant
 * @param name the element's name, as people see it in the diagram; its id when it has none
 * @param sentence what is wrong and what to do
 */
public record Finding(String rule, String file, String element, String name, String sentence) {

    @Override
    public String toString() {
        return "%s: %s (%s): %s [%s]".formatted(file, name, element, sentence, rule);
    }
}
