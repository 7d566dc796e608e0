package io.backstitch.engine;

import io.backstitch.compensation.SagaId;
import io.camunda.client.CamundaClient;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What somebody with all rights in Operate, or with the engine's API, does behind our back. */
public final class InMemoryOperator {

    private final InMemoryEngine engine;
    private final CamundaClient client;

    InMemoryOperator(InMemoryEngine engine, CamundaClient client) {
        this.engine = engine;
        this.client = client;
    }

    /** The process instance of a run, or one of a called process that has the run's business id. */
    public long instance(SagaId saga, String process) {
        return engine.records("VARIABLE")
                .map(record -> record.path("value"))
                .filter(variable -> variable.path("name").asString().equals("businessId")
                        && variable.path("value").asString().equals("\"" + saga.businessId() + "\"")
                        && variable.path("bpmnProcessId").asString().equals(process))
                .mapToLong(variable -> variable.path("processInstanceKey").asLong())
                .min()
                .orElseThrow();
    }

    public void setVariables(long instance, Map<String, Object> variables) {
        client.newSetVariablesCommand(instance).variables(variables).send().join();
    }

    public void cancel(long instance) {
        client.newCancelInstanceCommand(instance).send().join();
    }

    /** Moves the token from one element to another. */
    public void move(long instance, String from, String to) {
        client.newModifyProcessInstanceCommand(instance)
                .activateElement(to)
                .and()
                .terminateElement(active(instance, from))
                .send()
                .join();
    }

    private long active(long instance, String element) {
        return engine.records("PROCESS_INSTANCE")
                .filter(record -> record.path("intent").asString().equals("ELEMENT_ACTIVATED"))
                .filter(record -> isOf(record.path("value"), instance, element))
                .mapToLong(record -> record.path("key").asLong())
                .max()
                .orElseThrow();
    }

    private static boolean isOf(JsonNode value, long instance, String element) {
        return value.path("elementId").asString().equals(element)
                && value.path("processInstanceKey").asLong() == instance;
    }
}
