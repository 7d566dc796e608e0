package io.backstitch.command;

import io.backstitch.auditlog.Audited;
import io.backstitch.auditlog.Commands;
import io.backstitch.intake.BadEvent;
import io.backstitch.intake.EventTypes;
import io.backstitch.intake.Run;
import io.backstitch.intake.Trigger;
import io.backstitch.messaging.OwnCommands;
import io.backstitch.messaging.RunInstances;
import io.backstitch.model.Models;
import io.backstitch.web.Problem;
import io.camunda.client.CamundaClient;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes a variable that the model declares changeable, by the rules of the request that started the run. Steps that begin afterwards, and
 * those that certainly have done nothing and are tried again, see the new value; what has happened stays as it is.
 */
@Component
class VariableChanges {

    private static final Logger log = LoggerFactory.getLogger(VariableChanges.class);

    private final Models models;
    private final EventTypes types;
    private final RunInstances instances;
    private final OwnCommands own;
    private final CamundaClient client;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Commands audit;
    private final JsonMapper json;
    private final Clock clock;

    VariableChanges(
            Models models,
            EventTypes types,
            RunInstances instances,
            OwnCommands own,
            @Lazy CamundaClient client,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Commands audit,
            JsonMapper json,
            Clock clock) {
        this.models = models;
        this.types = types;
        this.instances = instances;
        this.own = own;
        this.client = client;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /**
     * On record first, then the engine is told; the same again tells the engine again, which may not have heard the former.
     *
     * @throws Problem when the model does not let it be changed, or the engine's record of the run's begin has not come yet
     * @throws BadEvent when the value breaks a rule of the request
     */
    void change(Run run, String variable, JsonNode value, String who, String reason) {
        Set<String> changeable = models.changeableVariables(run.process());
        if (!changeable.contains(variable)) {
            throw new Problem(
                    HttpStatus.CONFLICT,
                    "The model of %s does not let %s be changed; it lets %s"
                            .formatted(
                                    run.process(),
                                    variable,
                                    changeable.isEmpty() ? "nothing" : String.join(", ", changeable)));
        }
        check(run, variable, value);
        long instance = instances
                .instanceOf(run.process(), run.id())
                .orElseThrow(() -> new Problem(
                        HttpStatus.CONFLICT,
                        "The engine has not told yet that this run has begun; try again in a moment"));
        transaction.executeWithoutResult(status -> record(run, variable, value, who, reason));
        client.newSetVariablesCommand(instance)
                .variables(Map.of(variable, json.convertValue(value, Object.class)))
                .operationReference(own.number("VARIABLE_DOCUMENT", instance))
                .send()
                .join();
    }

    private void check(Run run, String variable, JsonNode value) {
        types.find(run.process() + Trigger.REQUESTED).ifPresent(type -> {
            ObjectNode request = (ObjectNode) json.readTree(jdbc.sql("SELECT variables FROM run WHERE id = ?")
                    .param(run.id())
                    .query(String.class)
                    .single());
            try {
                types.check(type, request.set(variable, value));
            } catch (BadEvent e) {
                // The others were taken by the rules of their time.
                e.of(variable).ifPresent(it -> {
                    throw it;
                });
            }
        });
    }

    private void record(Run run, String variable, JsonNode value, String who, String reason) {
        if (last(run, variable).filter(value::equals).isPresent()) {
            return;
        }
        long change = jdbc.sql("""
                        INSERT INTO variable_change (run, variable, value, changed_by, changed_at)
                        VALUES (?, ?, ?::jsonb, ?, ?) RETURNING id
                        """)
                .params(run.id(), variable, json.writeValueAsString(value), who, Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        audit.record(
                Audited.RUN_VARIABLE_CHANGED,
                run.saga().value(),
                who,
                Map.of("change", change, "variable", variable, "reason", reason));
        log.info("Variable {} of run {} is changed", variable, run.id());
    }

    private Optional<JsonNode> last(Run run, String variable) {
        return jdbc.sql("SELECT value FROM variable_change WHERE run = ? AND variable = ? ORDER BY id DESC LIMIT 1")
                .params(run.id(), variable)
                .query((row, number) -> json.readTree(row.getString("value")))
                .optional();
    }
}
