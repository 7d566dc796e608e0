package io.backstitch.hooks;

import io.backstitch.intake.IntakeWithoutEngine;
import io.backstitch.stack.junit.RunningStack;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** The door of the webhooks and that of onboardings, with the real security and the real database; what is accepted waits there. */
final class EventsOnDatabase implements AutoCloseable {

    @EnableAutoConfiguration
    @ComponentScan(basePackages = {"io.backstitch.hooks", "io.backstitch.security", "io.backstitch.web"})
    @ComponentScan(
            basePackages = "io.backstitch.workers.onboarding",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*[.]Onboarding(Start|Controller)"))
    @ConfigurationPropertiesScan({"io.backstitch.hooks", "io.backstitch.web"})
    static class Doors {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        /** A token is the name of somebody who may start onboardings. */
        @Bean
        JwtDecoder tokens() {
            return token -> Jwt.withTokenValue(token)
                    .header("alg", "none")
                    .claim("preferred_username", token)
                    .claim("azp", "test")
                    .claim("realm_access", Map.of("roles", List.of("onboarding-requester")))
                    .expiresAt(Instant.MAX)
                    .build();
        }
    }

    private final ConfigurableApplicationContext application;

    EventsOnDatabase(RunningStack stack, Map<String, String> more) {
        application = run(arguments(stack, more));
    }

    /** In a process of its own, that can be killed. */
    public static void main(String[] arguments) {
        run(arguments);
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        return new SpringApplicationBuilder(Doors.class, IntakeWithoutEngine.class)
                .properties("backstitch.enabled=false")
                .run(arguments);
    }

    static String[] arguments(RunningStack stack, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "spring.datasource.url",
                stack.jdbcUrl(),
                "spring.datasource.username",
                stack.jdbcUser(),
                "spring.datasource.password",
                stack.jdbcPassword(),
                "spring.kafka.bootstrap-servers",
                "localhost:1",
                "camunda.client.enabled",
                "false",
                "management.endpoint.health.validate-group-membership",
                "false"));
        settings.putAll(more);
        return settings.entrySet().stream()
                .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                .toArray(String[]::new);
    }

    int port() {
        return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Where probes and metrics are. */
    URI management() {
        return URI.create(
                "http://localhost:" + application.getEnvironment().getRequiredProperty("local.management.port"));
    }

    URI address() {
        return URI.create("http://localhost:" + port());
    }

    <T> T get(Class<T> type) {
        return application.getBean(type);
    }

    /** How many runs there are of all sources of events. */
    int runs() {
        return sql("SELECT count(*) FROM run WHERE source LIKE 'hook/%'")
                .query(Integer.class)
                .single();
    }

    JdbcClient.StatementSpec sql(String statement) {
        return get(JdbcClient.class).sql(statement);
    }

    /** Takes away what waits: the next test would find it. */
    @Override
    public void close() {
        application.close();
    }
}
