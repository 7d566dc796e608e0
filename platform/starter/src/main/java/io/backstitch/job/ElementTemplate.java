package io.backstitch.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One step in the palette of Camunda Modeler.
 *
 * @see <a href="https://docs.camunda.io/docs/components/modeler/element-templates/about-templates/">Element templates</a>
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ElementTemplate(
        @JsonProperty("$schema") String schema,
        String name,
        String id,
        String description,
        Named category,
        List<String> appliesTo,
        Map<String, String> elementType,
        Map<String, String> engines,
        Map<String, String> icon,
        List<Group> groups,
        List<Property> properties,
        Map<String, Object> metadata) {

    private static final String SCHEMA =
            "https://unpkg.com/@camunda/zeebe-element-templates-json-schema/resources/schema.json";
    private static final String SERVICE_TASK = "bpmn:ServiceTask";
    private static final Map<String, String> ENGINES = Map.of("camunda", "^8.6");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));

    record Named(String id, String name) {}

    record Group(String id, String label, String tooltip) {}

    /** One field of the properties panel, or a value that the template sets without asking. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Property(
            @Nullable String label,
            @Nullable String description,
            String type,
            @Nullable String group,
            @Nullable String value,
            @Nullable Boolean optional,
            @Nullable String feel,
            Map<String, String> binding,
            @Nullable Map<String, Boolean> constraints) {}

    static ElementTemplate serviceTask(
            String name,
            String jobType,
            String description,
            Named category,
            String icon,
            List<Group> groups,
            List<Property> properties,
            Map<String, Object> metadata) {
        return new ElementTemplate(
                SCHEMA,
                name,
                jobType,
                description,
                category,
                List.of("bpmn:Task", SERVICE_TASK),
                Map.of("value", SERVICE_TASK),
                ENGINES,
                Map.of("contents", icon),
                groups,
                properties,
                metadata);
    }

    /** An event of this kind, such as {@code bpmn:StartEvent}, that waits for a message. */
    static ElementTemplate messageEvent(
            String name,
            String message,
            String description,
            Named category,
            String event,
            List<Property> properties,
            Map<String, Object> metadata) {
        return new ElementTemplate(
                SCHEMA,
                name,
                message,
                description,
                category,
                List.of(event),
                Map.of("value", event, "eventDefinition", "bpmn:MessageEventDefinition"),
                ENGINES,
                Map.of("contents", TemplateIcons.MESSAGE),
                List.of(),
                properties,
                metadata);
    }

    String fileName() {
        return id + ".json";
    }

    /** The same template always gives the same text, with a line break at its end. */
    String json() {
        return JSON.writer().with(PRETTY).writeValueAsString(this) + "\n";
    }
}
