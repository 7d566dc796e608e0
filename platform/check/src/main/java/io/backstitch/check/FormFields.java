package io.backstitch.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a form asks and shows, also inside groups. */
final class FormFields {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern SHOWN = Pattern.compile("\\{\\{([^}]*)}}");

    private final List<JsonNode> components = new ArrayList<>();
    private final Set<String> variables = new HashSet<>();

    private FormFields(JsonNode form) {
        collect(form);
        name(form);
    }

    static FormFields of(String form) {
        return new FormFields(JSON.readTree(form));
    }

    private void collect(JsonNode parent) {
        parent.path("components").forEach(component -> {
            components.add(component);
            collect(component);
        });
    }

    /** What is within a group or a list of its own path is part of the variable that the path names. */
    private void name(JsonNode parent) {
        parent.path("components").forEach(component -> {
            String path = component.path("path").asString("");
            String name = path.isBlank() ? component.path("key").asString("") : path;
            if (!name.isBlank()) {
                variables.add(name.split("\\.", 2)[0]);
            }
            if (path.isBlank()) {
                name(component);
            }
        });
    }

    /** The variables that a person who fills it in sets. */
    Set<String> variables() {
        return variables;
    }

    /** Is there a field that writes this variable? */
    boolean has(String key) {
        return components.stream()
                .anyMatch(field -> key.equals(field.path("key").asString("")));
    }

    /** The fields whose pattern nobody can read, by key. */
    List<String> withoutReadablePattern() {
        return components.stream()
                .filter(field ->
                        !isReadable(field.path("validate").path("pattern").asString("")))
                .map(field -> field.path("key").asString(""))
                .toList();
    }

    private static boolean isReadable(String pattern) {
        return Feel.isExpression(pattern) || FormPattern.of(pattern).isPresent();
    }

    /** Does a text of the form mention this variable? */
    boolean shows(String variable) {
        return components.stream()
                .flatMap(it -> Stream.of(it.path("text"), it.path("content")))
                .map(text -> text.asString(""))
                .flatMap(FormFields::expressions)
                .anyMatch(expression -> Feel.names(expression).contains(variable));
    }

    private static Stream<String> expressions(String text) {
        return Feel.isExpression(text)
                ? Stream.of(text)
                : SHOWN.matcher(text).results().map(found -> found.group(1));
    }
}
