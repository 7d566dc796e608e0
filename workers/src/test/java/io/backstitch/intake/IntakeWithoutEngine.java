package io.backstitch.intake;

import io.camunda.client.CamundaClient;
import java.time.Clock;
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

    @Bean
    Intake intakeThatWaits(
            CamundaClient client, JdbcTemplate jdbc, TransactionTemplate transaction, JsonMapper json, Clock clock) {
        Relay relay = new Relay(client, JdbcClient.create(jdbc), transaction, () -> false, clock);
        return new Intake(jdbc, transaction, relay, json, clock);
    }
}
