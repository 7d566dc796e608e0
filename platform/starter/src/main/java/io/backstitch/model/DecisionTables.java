package io.backstitch.model;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.EvaluateDecisionResponse;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks things up in the decision tables that this application has deployed, by their keys: what a business rule task has found stands in a variable,
 * which others can write, and anybody with the engine's API may deploy another table of the same name.
 */
@Component
public class DecisionTables {

    private final CamundaClient client;
    private final ModelDeployment deployment;
    private final JsonMapper json;

    DecisionTables(@Lazy CamundaClient client, ModelDeployment deployment, JsonMapper json) {
        this.client = client;
        this.deployment = deployment;
        this.json = json;
    }

    /** The first of these that this application has deployed; empty before the models are deployed, and where there is none. */
    public Optional<String> firstOf(String... ids) {
        return deployment.isDone()
                ? Stream.of(ids)
                        .filter(id -> deployment.decision(id).isPresent())
                        .findFirst()
                : Optional.empty();
    }

    /**
     * What the table finds; empty before the models are deployed. One round trip to the engine: not for a transaction.
     *
     * @throws IllegalStateException when the table cannot be evaluated with these values
     * @throws io.camunda.client.api.command.ClientException when the engine is away, or has the table no more
     */
    public Optional<JsonNode> evaluate(String decision, Map<String, ?> variables) {
        OptionalLong key = deployment.decision(decision);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        EvaluateDecisionResponse answer = client.newEvaluateDecisionCommand()
                .decisionKey(key.getAsLong())
                .variables(json.writeValueAsString(variables))
                .send()
                .join();
        if (answer.getFailedDecisionId() != null
                && !answer.getFailedDecisionId().isEmpty()) {
            throw new IllegalStateException(
                    "The table %s cannot be evaluated: %s".formatted(decision, answer.getFailureMessage()));
        }
        return Optional.of(json.readTree(answer.getDecisionOutput()));
    }
}
