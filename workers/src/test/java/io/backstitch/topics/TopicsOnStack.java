package io.backstitch.topics;

import io.backstitch.intake.IntakeWithoutEngine;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.value.ValueModule;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The door of the topics on the real database and the real Kafka; what is accepted waits in the database. */
final class TopicsOnStack implements AutoCloseable {

    @EnableAutoConfiguration
    @ComponentScan
    @ComponentScan(
            basePackages = "io.backstitch.messaging",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = ".*[.](KafkaPresence|MessagingConfiguration)"))
    @ConfigurationPropertiesScan
    static class Door {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        /** As at all doors. */
        @Bean
        JsonMapperBuilderCustomizer values() {
            return ValueModule::use;
        }

        @Bean
        PersonNamed personNamed() {
            return new PersonNamed("person", Set.of(io.backstitch.intake.Door.TOPIC));
        }

        /** It does not come in by topics. */
        @Bean
        PersonNamed guestNamed() {
            return new PersonNamed("guest", Set.of(io.backstitch.intake.Door.API));
        }
    }

    private final ConfigurableApplicationContext application;

    TopicsOnStack(RunningStack stack, String topic, SiteMoved sites) {
        this(stack, topic, sites, Map.of());
    }

    TopicsOnStack(RunningStack stack, String topic, SiteMoved sites, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "spring.datasource.url",
                stack.jdbcUrl(),
                "spring.datasource.username",
                stack.jdbcUser(),
                "spring.datasource.password",
                stack.jdbcPassword(),
                "spring.datasource.hikari.maximum-pool-size",
                "5",
                "spring.datasource.hikari.connection-timeout",
                "5000",
                "spring.kafka.bootstrap-servers",
                stack.url(Part.KAFKA),
                "spring.kafka.consumer.group-id",
                group(topic),
                "backstitch.kafka.triggers.topics",
                topic,
                "camunda.client.enabled",
                "false",
                "management.endpoint.health.validate-group-membership",
                "false"));
        settings.putAll(more);
        application = new SpringApplicationBuilder(Door.class, IntakeWithoutEngine.class)
                .properties("backstitch.enabled=false")
                .web(WebApplicationType.NONE)
                .initializers(context -> context.getBeanFactory().registerSingleton("sites", sites))
                .run(settings.entrySet().stream()
                        .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                        .toArray(String[]::new));
    }

    static String group(String topic) {
        return "of-" + topic;
    }

    /** The version that a subject's run started with. */
    List<Integer> started(String source) {
        return versions("SELECT (variables->>'version')::int FROM run WHERE source = ?", source);
    }

    /** The versions that wait for a subject's run, in the order in which they will be brought to it. */
    List<Integer> following(String source) {
        return versions("SELECT (variables->>'version')::int FROM run_event WHERE source = ? ORDER BY seq", source);
    }

    /** What the runs of a source started with under a name. */
    List<String> texts(String source, String variable) {
        return application
                .getBean(JdbcClient.class)
                .sql("SELECT variables->>? FROM run WHERE source = ?")
                .params(variable, "kafka/" + source)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private List<Integer> versions(String sql, String source) {
        return application
                .getBean(JdbcClient.class)
                .sql(sql)
                .param("kafka/" + source)
                .query((row, number) -> row.getInt(1))
                .list();
    }

    double counted(String topic, String outcome) {
        return application
                .getBean(MeterRegistry.class)
                .counter("backstitch.topics", "topic", topic, "outcome", outcome)
                .count();
    }

    /** Takes away what waits: the next test would find it. */
    void forget(String source) {
        for (String sql : List.of(
                "DELETE FROM saga WHERE id IN (SELECT process || '/' || id FROM run WHERE source = ?)",
                "DELETE FROM run_event WHERE source = ?",
                "DELETE FROM run WHERE source = ?")) {
            application
                    .getBean(JdbcClient.class)
                    .sql(sql)
                    .param("kafka/" + source)
                    .update();
        }
    }

    @Override
    public void close() {
        application.close();
    }
}
