package io.backstitch.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.value.BpmnElementType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExporterSettingsTest {

    @Test
    void sendsWhatHistoryAndApprovalsNeedToOurTopicUnlessTold() {
        ExporterSettings settings = ExporterSettings.of(Map.of("bootstrapservers", "kafka:9092"));

        assertThat(settings.bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(settings.topic()).isEqualTo("backstitch.engine-records");
        assertThat(settings.valueTypes())
                .containsExactlyInAnyOrder(
                        ValueType.PROCESS_INSTANCE,
                        ValueType.JOB,
                        ValueType.USER_TASK,
                        ValueType.INCIDENT,
                        ValueType.TIMER,
                        ValueType.MESSAGE,
                        ValueType.COMPENSATION_SUBSCRIPTION,
                        ValueType.PROCESS_MESSAGE_SUBSCRIPTION,
                        ValueType.MESSAGE_START_EVENT_SUBSCRIPTION,
                        ValueType.PROCESS_INSTANCE_MODIFICATION,
                        ValueType.PROCESS_INSTANCE_MIGRATION,
                        ValueType.VARIABLE_DOCUMENT,
                        ValueType.FORM,
                        ValueType.DECISION_REQUIREMENTS,
                        ValueType.PROCESS);
    }

    @Test
    void keepsOnlyTheVariablesThatPeopleSubmitUnlessTold() {
        assertThat(ExporterSettings.of(Map.of("bootstrapServers", "kafka:9092")).variables())
                .containsExactly(ValueType.USER_TASK);
        assertThat(ExporterSettings.of(Map.of("bootstrapServers", "kafka:9092", "variables", "JOB,USER_TASK"))
                        .variables())
                .containsExactly(ValueType.JOB, ValueType.USER_TASK);
        assertThat(ExporterSettings.of(Map.of("bootstrapServers", "kafka:9092", "variables", " "))
                        .variables())
                .isEmpty();
    }

    @Test
    void sendsOnlyTheElementsThatARunCanWaitAtUnlessTold() {
        assertThat(elements(Map.of())).contains(BpmnElementType.PROCESS).doesNotContain(BpmnElementType.SERVICE_TASK);
        assertThat(elements(Map.of("elements", "process, user_task")))
                .containsExactly(BpmnElementType.PROCESS, BpmnElementType.USER_TASK);
        assertThat(elements(Map.of("elements", "all"))).isEmpty();
        assertThatThrownBy(() -> elements(Map.of("elements", "TASKS")))
                .hasMessageContaining("TASKS, which this engine");
    }

    private static Iterable<BpmnElementType> elements(Map<String, Object> arguments) {
        Map<String, Object> all = new HashMap<>(arguments);
        all.put("bootstrapServers", "kafka:9092");
        return ExporterSettings.of(all).elements();
    }

    @Test
    void readsWhatEnvironmentAndYamlMakeOfAList() {
        assertThat(valueTypes("incident, JOB")).containsExactly(ValueType.JOB, ValueType.INCIDENT);
        assertThat(valueTypes(List.of("JOB", "TIMER"))).containsExactly(ValueType.JOB, ValueType.TIMER);
        assertThat(valueTypes(Map.of("0", "JOB", "1", "TIMER"))).containsExactly(ValueType.JOB, ValueType.TIMER);
    }

    @Test
    void handsKafkasOwnSettingsOverButKeepsWhatOrderRestsOn() {
        Map<String, Object> kafka =
                Map.of("security", Map.of("protocol", "SSL"), "compression.type", "gzip", "acks", "0");
        ExporterSettings settings = ExporterSettings.of(Map.of("bootstrapServers", "kafka:9092", "kafka", kafka));

        assertThat(new ProducerSettings(settings, "test").all())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("compression.type", "gzip")
                .containsEntry("acks", "all");
    }

    @Test
    void saysWhatIsWrongWithTheBrokersConfiguration() {
        assertThatThrownBy(() -> ExporterSettings.of(Map.of())).hasMessageContaining("bootstrapServers");
        assertThatThrownBy(() -> valueTypes("INCIDENTS")).hasMessageContaining("INCIDENTS, which this engine does not");
        assertThatThrownBy(() -> valueTypes(" ")).hasMessageContaining("name at least INCIDENT");
        assertThatThrownBy(() -> ExporterSettings.of(Map.of("bootstrapServers", "kafka:9092", "bufferBytes", "0")))
                .hasMessageContaining("must be positive, and is 0");
    }

    private static Iterable<ValueType> valueTypes(Object value) {
        return ExporterSettings.of(Map.of("bootstrapServers", "kafka:9092", "valueTypes", value))
                .valueTypes();
    }
}
