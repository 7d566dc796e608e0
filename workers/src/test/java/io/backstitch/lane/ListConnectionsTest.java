package io.backstitch.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.KernelOnDatabase;
import io.backstitch.PartsOnDatabase;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import io.backstitch.intake.ArchivedRuns;
import io.backstitch.intake.Lines;
import io.backstitch.intake.RunCommands;
import io.backstitch.intake.Runs;
import io.backstitch.intake.Undelivered;
import io.backstitch.job.DeadLetterKind;
import io.backstitch.job.DeadLetterQueue;
import io.backstitch.job.FailedStep;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.waiting.RunWaits;
import io.backstitch.waiting.StuckRuns;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Lists that hang are felt by lists only, and the database ends what takes too long; over real HTTP. */
@NeedsStack(Part.POSTGRES)
class ListConnectionsTest {

    @EnableAutoConfiguration
    @ComponentScan(
            basePackages = {
                "io.backstitch.messaging",
                "io.backstitch.auditlog",
                "io.backstitch.deadletter",
                "io.backstitch.history",
                "io.backstitch.security",
                "io.backstitch.web"
            },
            excludeFilters = @ComponentScan.Filter(TestComponent.class))
    @ConfigurationPropertiesScan(
            basePackages = {"io.backstitch.messaging", "io.backstitch.auditlog", "io.backstitch.lane"})
    @Import({
        KernelOnDatabase.class,
        LaneConfiguration.class,
        ListConnections.class,
        Runs.class,
        ArchivedRuns.class,
        RunCommands.class,
        Undelivered.class,
        RunWaits.class,
        StuckRuns.class,
        Lines.class
    })
    static class Doors {
        /** Everybody is an operator. */
        @Bean
        JwtDecoder tokens() {
            return token -> Jwt.withTokenValue(token)
                    .header("alg", "none")
                    .subject("id-of-" + token)
                    .claim("preferred_username", token)
                    .claim("realm_access", Map.of("roles", List.of("run-operator")))
                    .expiresAt(Instant.MAX)
                    .build();
        }
    }

    private final RunningStack stack;
    private final HttpClient http = HttpClient.newHttpClient();

    ListConnectionsTest(RunningStack stack) {
        this.stack = stack;
    }

    private ConfigurableApplicationContext start(String statementTimeout) {
        return PartsOnDatabase.start(
                stack,
                new SpringApplicationBuilder(Doors.class),
                WebApplicationType.SERVLET,
                "--spring.datasource.hikari.maximum-pool-size=2",
                "--spring.datasource.hikari.connection-timeout=3000",
                "--backstitch.database.list-connections=2",
                "--backstitch.database.list-patience=300ms",
                "--backstitch.database.statement-timeout=" + statementTimeout);
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void aDoorTakesWhatComesWhileEveryConnectionForListsHangs() throws Exception {
        try (ConfigurableApplicationContext application = start("60s")) {
            String run = aRun(application);
            letterOf(application, run);
            List<CompletableFuture<HttpResponse<String>>> lists;
            try (Connection locking = lock("failed_attempt")) {
                lists = List.of(list(application, "/api/dead-letters"), list(application, "/api/dead-letters"));
                await("both lists hang").until(() -> waitingForLocks(application) == 2);

                assertThat(list(application, "/api/runs").join())
                        .as("one list more")
                        .returns(503, HttpResponse::statusCode)
                        .extracting(HttpResponse::body)
                        .asString()
                        .contains("Too many are reading");
                assertThat(handOver(application, run).statusCode()).as("a door").isEqualTo(202);
                locking.rollback();
            }
            assertThat(lists)
                    .allSatisfy(it -> assertThat(it.join().statusCode()).isEqualTo(200));
        }
    }

    @Test
    void theDatabaseEndsWhatTakesTooLong() throws Exception {
        try (ConfigurableApplicationContext application = start("300ms")) {
            try (Connection locking = lock("dead_letter")) {
                HttpResponse<String> answer =
                        list(application, "/api/dead-letters").join();

                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("The database took too long for it; ask for less");
                locking.rollback();
            }
            assertThat(list(application, "/api/dead-letters").join().statusCode())
                    .isEqualTo(200);
        }
    }

    private static String aRun(ConfigurableApplicationContext application) {
        String run = "onboarding-" + Long.toString(System.nanoTime(), 36);
        application.getBean(JdbcClient.class).sql("""
                        INSERT INTO run (id, process, source, idempotency_key, fingerprint, variables, accepted_at, relayed_at)
                        VALUES (:id, 'onboarding', 'test', :id, '', '{}', now(), now())
                        """).param("id", run).update();
        application.getBean(JdbcTemplate.class).execute((ConnectionCallback<Boolean>) connection -> {
            Sagas.open(connection, new SagaId("onboarding", run), Instant.now());
            return true;
        });
        return run;
    }

    private static void letterOf(ConfigurableApplicationContext application, String run) {
        application
                .getBean(DeadLetterQueue.class)
                .open(
                        new FailedStep(
                                1,
                                1,
                                new SagaId("onboarding", run),
                                "onboarding",
                                "Task_ChargeCard",
                                "charge",
                                null,
                                3),
                        DeadLetterKind.FINAL,
                        "The partner answered 422");
    }

    private Connection lock(String table) throws SQLException {
        Connection connection = DriverManager.getConnection(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        }
        return connection;
    }

    private static long waitingForLocks(ConfigurableApplicationContext application) {
        return application
                .getBean(JdbcClient.class)
                .sql(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                .query(Long.class)
                .single();
    }

    private CompletableFuture<HttpResponse<String>> list(ConfigurableApplicationContext application, String path) {
        return http.sendAsync(request(application, path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> handOver(ConfigurableApplicationContext application, String run) throws Exception {
        return http.send(
                request(application, "/api/runs/" + run + "/hand-over")
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(ConfigurableApplicationContext application, String path) {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer ada");
    }
}
