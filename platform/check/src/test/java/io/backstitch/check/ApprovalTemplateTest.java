package io.backstitch.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who applies the element template "Ask for approval" to a call activity gets a call that passes the check. */
class ApprovalTemplateTest {

    private final JsonNode template;

    ApprovalTemplateTest() throws IOException {
        template = JsonMapper.shared()
                .readTree(Files.readString(Path.of("../../.camunda/element-templates/approval.json")));
    }

    @Test
    void itCallsApprovalAsItWasDeployedTogetherAndPassesNothingByAccident() {
        assertThat(template.path("elementType").path("value").asString()).isEqualTo("bpmn:CallActivity");
        assertThat(fixed("processId").asString()).isEqualTo(ApprovalRules.APPROVAL);
        assertThat(fixed("bindingType").asString()).isEqualTo("deployment");
        assertThat(fixed("propagateAllParentVariables").asBoolean()).isFalse();
        assertThat(fixed("propagateAllChildVariables").asBoolean()).isFalse();
    }

    @Test
    void itHasEveryInputAndWhatIsOptionalIsTheOccurrence() {
        assertThat(inputs(false)).containsExactlyInAnyOrderElementsOf(ApprovalRules.INPUTS);
        assertThat(inputs(true)).containsExactly("occurrence");
    }

    @Test
    void whatIsToBeFilledInSaysWhatItIs() {
        assertThat(properties()
                        .filter(property -> !property.path("type").asString().equals("Hidden")))
                .allSatisfy(property -> {
                    assertThat(property.path("label").asString()).isNotBlank();
                    assertThat(property.path("description").asString()).endsWith(".");
                });
    }

    @Test
    void itTakesTheResultOver() {
        assertThat(properties()
                        .map(property -> property.path("binding").path("source").asString("")))
                .contains("=result");
    }

    private Stream<JsonNode> properties() {
        return template.path("properties").valueStream();
    }

    private JsonNode fixed(String property) {
        return properties()
                .filter(it -> it.path("binding").path("property").asString("").equals(property))
                .map(it -> it.path("value"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> inputs(boolean optional) {
        return properties()
                .filter(it -> it.path("binding").path("type").asString("").equals("zeebe:input"))
                .filter(it -> it.path("optional").asBoolean(false) == optional)
                .map(it -> it.path("binding").path("name").asString())
                .toList();
    }
}
