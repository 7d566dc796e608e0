package io.backstitch.intake;

import io.camunda.client.CamundaClient;
import jakarta.validation.Validator;
import java.time.Clock;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The real intake on the database; what it accepts waits there for an engine that never comes. */
@Import(RunTokens.class)
@EnableConfigurationProperties(Deadlines.class)
@TestConfiguration(proxyBeanMethods = false)
public class IntakeWithoutEngine {

    @Bean
    CamundaClient engineThatNeverComes() {
        return CamundaClient.newClient();
    }

    /** As the application's own. */
    @Bean
    EventTypes eventTypes(ObjectProvider<EventType<?>> types, JsonMapper json, Validator validator) {
        return new EventTypes(types, json, validator);
    }

    @Bean
    Intake intakeThatWaits(
            CamundaClient client,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            ObjectProvider<UndeliveredListener> listeners,
            RunTokens tokens,
            JsonMapper json,
            Clock clock) {
        return new Intake(
                jdbc,
                transaction,
                relay(client, jdbc, transaction, listeners, clock),
                tokens,
                new KnownRequests(JdbcClient.create(jdbc)),
                json,
                clock);
    }

    private static Relay relay(
            CamundaClient client,
            JdbcTemplate template,
            TransactionTemplate transaction,
            ObjectProvider<UndeliveredListener> listeners,
            Clock clock) {
        JdbcClient jdbc = JdbcClient.create(template);
        DataSource dataSource = Objects.requireNonNull(template.getDataSource());
        return new Relay(
                oneLine(),
                new Relay.Means(
                        new Publications(jdbc, clock),
                        new MessagePublisher(client),
                        new Undelivered(jdbc, transaction, listeners, clock),
                        new StartRates(dataSource),
                        transaction,
                        () -> false));
    }

    /** Where there are no workers, and so no lanes. */
    static Lines oneLine() {
        return new Lines(new StaticListableBeanFactory().getBeanProvider(StartLanes.class));
    }
}
