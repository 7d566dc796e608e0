package io.backstitch.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What somebody who fills in a form can answer: the keys of its fields, those within a group or a list behind its path. */
final class FormKeys {

    private final String form;
    private final TreeSet<String> keys = new TreeSet<>();

    FormKeys(JsonNode form) {
        this.form = form.path("id").asString("");
        read(form, "");
    }

    private void read(JsonNode parent, String prefix) {
        for (JsonNode field : parent.path("components")) {
            if (field.hasNonNull("key") && !field.path("disabled").asBoolean(false)) {
                keys.add(prefix + field.path("key").asString());
            }
            String path = field.path("path").asString("");
            read(field, path.isEmpty() ? prefix : prefix + path + ".");
        }
    }

    /** Fails where the form has no such field: Tasklist would never send it, and the model would never see it. */
    void check(Map<?, ?> answers) {
        List<String> wrong = paths("", answers).filter(it -> !keys.contains(it)).toList();
        if (!wrong.isEmpty()) {
            throw new AssertionError(
                    "Nobody can answer %s in the form %s: its fields are %s. A test of somebody who does not fill the form in says so: pastTheForm()"
                            .formatted(String.join(", ", wrong), form, String.join(", ", keys)));
        }
    }

    private Stream<String> paths(String path, @Nullable Object answer) {
        if (keys.contains(path)) {
            return Stream.of(path);
        }
        if (answer instanceof Map<?, ?> fields) {
            return fields.entrySet().stream()
                    .flatMap(field -> paths(
                            path.isEmpty() ? String.valueOf(field.getKey()) : path + "." + field.getKey(),
                            field.getValue()));
        }
        return answer instanceof List<?> items ? items.stream().flatMap(item -> paths(path, item)) : Stream.of(path);
    }
}
