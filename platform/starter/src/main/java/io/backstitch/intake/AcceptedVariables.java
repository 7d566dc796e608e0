package io.backstitch.intake;

import io.backstitch.compensation.SagaId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The variables of a run as the door took them that began it. Those in the engine may have been changed since, by anybody who can write there. */
@Component
public class AcceptedVariables {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AcceptedVariables(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A text among them; empty when there is none of this name. */
    public Optional<String> text(SagaId saga, String name) {
        return Optional.of(of(jdbc, saga).path(name)).filter(JsonNode::isString).map(JsonNode::asString);
    }

    /** All of them, as a transaction sees them; an object without any for a run that no door has taken. */
    public JsonNode of(JdbcClient transaction, SagaId saga) {
        return transaction
                .sql("SELECT variables FROM run WHERE process = ? AND id = ?")
                .params(saga.process(), saga.businessId())
                .query(String.class)
                .optional()
                .map(json::readTree)
                .orElseGet(json::createObjectNode);
    }
}
