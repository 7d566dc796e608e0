package io.backstitch.approval;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a form takes for the entries of a proposal. Empty while the engine's record of the form has not come. */
record FormFields(Map<String, Field> ofEntries) {

    static final FormFields NONE = new FormFields(Map.of());

    private static final String PROPOSAL = "proposal.";
    private static final Set<String> TEXTS = Set.of("textfield", "textarea", "datetime", "select", "radio");

    /** What a field is filled with. */
    enum ValueType {
        TEXT,
        NUMBER,
        YES_OR_NO
    }

    /**
     * A field. What the form does not say is null.
     *
     * @param digits after the point
     * @param most the largest number
     * @param longest characters of a text
     * @param values of which it must be one; empty when it says none
     */
    record Field(
            @Nullable ValueType type,
            @Nullable Integer digits,
            @Nullable BigDecimal least,
            @Nullable BigDecimal most,
            @Nullable Integer longest,
            boolean required,
            Set<String> values) {}

    /** @param form as Camunda Modeler writes it */
    static FormFields of(JsonNode form) {
        Map<String, Field> fields = new HashMap<>();
        collect(form, "", fields);
        return new FormFields(Map.copyOf(fields));
    }

    Optional<Field> of(String entry) {
        return Optional.ofNullable(ofEntries.get(entry));
    }

    private static void collect(JsonNode parent, String path, Map<String, Field> fields) {
        for (JsonNode component : parent.path("components")) {
            String key = component.path("key").asString("");
            if ((path + key).startsWith(PROPOSAL)) {
                fields.put((path + key).substring(PROPOSAL.length()), field(component));
            }
            String inner = component.path("path").asString("");
            collect(component, inner.isEmpty() ? path : path + inner + ".", fields);
        }
    }

    private static Field field(JsonNode component) {
        JsonNode validate = component.path("validate");
        return new Field(
                type(component),
                whole(component.path("decimalDigits")),
                number(validate.path("min")),
                number(validate.path("max")),
                whole(validate.path("maxLength")),
                validate.path("required").asBoolean(false),
                component
                        .path("values")
                        .valueStream()
                        .map(value -> value.path("value").asString(""))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static @Nullable ValueType type(JsonNode component) {
        String type = component.path("type").asString("");
        if (type.equals("number")) {
            return component.path("serializeToString").asBoolean(false) ? ValueType.TEXT : ValueType.NUMBER;
        }
        return TEXTS.contains(type) ? ValueType.TEXT : type.equals("checkbox") ? ValueType.YES_OR_NO : null;
    }

    /** Modeler writes bounds as numbers, people sometimes as texts. */
    private static @Nullable BigDecimal number(JsonNode node) {
        try {
            return node.isNumber() || node.isString() ? new BigDecimal(node.asString()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Integer whole(JsonNode node) {
        BigDecimal number = number(node);
        return number == null ? null : number.intValue();
    }
}
