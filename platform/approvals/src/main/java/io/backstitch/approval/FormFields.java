package io.backstitch.approval;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
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
     * A field. What the form does not say, or says by an expression, is null.
     *
     * @param label as people read it
     * @param digits after the point
     * @param step between the values of a number
     * @param pattern to be found in a text, see {@link io.backstitch.check.FormPattern}
     * @param kind {@code email} or {@code phone}
     * @param first day, as ISO 8601 has it
     * @param last day
     * @param time whether a text is a {@code date}, a {@code time} or a {@code datetime}
     * @param values of which it must be one; empty when it says none
     */
    record Field(
            @Nullable String label,
            @Nullable ValueType type,
            @Nullable Integer digits,
            @Nullable BigDecimal least,
            @Nullable BigDecimal most,
            @Nullable BigDecimal step,
            @Nullable Integer shortest,
            @Nullable Integer longest,
            @Nullable String pattern,
            @Nullable String kind,
            @Nullable LocalDate first,
            @Nullable LocalDate last,
            @Nullable String time,
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
        boolean isTime = component.path("type").asString("").equals("datetime");
        return new Field(
                text(component.path("label")),
                type(component),
                whole(component.path("decimalDigits")),
                number(validate.path("min")),
                number(validate.path("max")),
                number(component.path("increment")),
                whole(validate.path("minLength")),
                whole(validate.path("maxLength")),
                text(validate.path("pattern")),
                text(validate.path("validationType")),
                isTime ? day(validate.path("min")) : null,
                isTime ? day(validate.path("max")) : null,
                isTime ? component.path("subtype").asString("date") : null,
                validate.path("required").asBoolean(false),
                component
                        .path("values")
                        .valueStream()
                        .map(value -> value.path("value").asString(""))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static @Nullable String text(JsonNode node) {
        String text = node.asString("");
        return text.isBlank() || text.startsWith("=") || text.contains("{{") ? null : text;
    }

    private static @Nullable LocalDate day(JsonNode node) {
        try {
            return LocalDate.parse(node.asString(""));
        } catch (DateTimeParseException e) {
            return null;
        }
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
