package io.backstitch.intake;

import io.camunda.client.CamundaClient;
import jakarta.validation.Validator;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The real intake on the database; what it accepts waits there for an engine that never comes. */
@TestConfiguration(proxyBeanMethods = false)
public class IntakeWithoutEngine {

    @Bean
    CamundaClient engineThatNeverComes() {
        return CamundaClient.newClient();
    }

    /** As the application's own. */
    @Bean
    EventTypes eventTypes(List<EventType<?>> types, JsonMapper json, Validator validator) {
        return new EventTypes(types, json, validator);
    }

    @Bean
    Intake intakeThatWaits(
            CamundaClient client,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            ObjectProvider<UndeliveredListener> listeners,
            JsonMapper json,
            Clock clock) {
        return new Intake(
                jdbc, transaction, relay(client, JdbcClient.create(jdbc), transaction, listeners, clock), json, clock);
    }

    private static Relay relay(
            CamundaClient client,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ObjectProvider<UndeliveredListener> listeners,
            Clock clock) {
        return new Relay(
                new Publications(jdbc, clock),
                new MessagePublisher(client),
                new Undelivered(jdbc, transaction, listeners, clock),
                transaction,
                () -> false);
    }
}
