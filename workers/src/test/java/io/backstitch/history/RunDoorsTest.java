package io.backstitch.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.KernelOnDatabase;
import io.backstitch.PartsOnDatabase;
import io.backstitch.auditlog.AuditLog;
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
import io.backstitch.messaging.DomainEvents;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

/** Who sees what of runs and of what failed in them, over real HTTP with the real roles; only Keycloak's signature is not asked for. */
@NeedsStack(Part.POSTGRES)
class RunDoorsTest {

    private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime());

    @EnableAutoConfiguration
    @ComponentScan(
            basePackageClasses = {DomainEvents.class, AuditLog.class, RunController.class},
            basePackages = {"io.backstitch.deadletter", "io.backstitch.security", "io.backstitch.web"},
            excludeFilters = @ComponentScan.Filter(TestComponent.class))
    @ConfigurationPropertiesScan(basePackageClasses = {DomainEvents.class, AuditLog.class})
    @Import({
        KernelOnDatabase.class,
        Runs.class,
        ArchivedRuns.class,
        RunCommands.class,
        Undelivered.class,
        RunWaits.class,
        StuckRuns.class,
        Lines.class
    })
    static class Doors {
        /** A token is a person and a role, with a dot between; and a tilde for the colon, which no token has. */
        @Bean
        JwtDecoder tokens() {
            return token -> Jwt.withTokenValue(token)
                    .header("alg", "none")
                    .subject("id-of-" + token.split("[.]", 2)[0])
                    .claim("preferred_username", token.split("[.]", 2)[0])
                    .claim("realm_access", Map.of("roles", List.of(token.split("[.]", 2)[1].replace('~', ':'))))
                    .expiresAt(Instant.MAX)
                    .build();
        }
    }

    private final ConfigurableApplicationContext application;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String run = "onboarding-" + Long.toString(NUMBERS.incrementAndGet(), 36);

    RunDoorsTest(RunningStack stack) {
        application = stack.forAllTests(
                ConfigurableApplicationContext.class,
                () -> PartsOnDatabase.start(
                        stack, new SpringApplicationBuilder(Doors.class), WebApplicationType.SERVLET));
        SagaId saga = new SagaId("onboarding", run);
        jdbc().sql("""
                        INSERT INTO run (id, process, source, asked_by, idempotency_key, fingerprint, variables, accepted_at, relayed_at)
                        VALUES (:id, 'onboarding', 'api/test', 'id-of-ada', :id, '', '{}', now(), now())
                        """).param("id", run).update();
        application.getBean(JdbcTemplate.class).execute((ConnectionCallback<Boolean>) connection -> {
            Sagas.open(connection, saga, Instant.now());
            return true;
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ada.onboarding-requester, true",
        "bob.run-viewer, true",
        "bob.run-operator, true",
        "bob.run-viewer~onboarding, true",
        "bob.run-viewer~expense, false",
        "bob.onboarding-requester, false",
        "id-of-ada.approver, false",
    })
    void showARunToWhoAskedForItAndToThoseWhoMayLook(String token, boolean seen) throws Exception {
        HttpResponse<String> answer = get("/api/runs/" + run, token);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(seen ? 200 : 404);
        assertThat(get("/api/runs?limit=500", token).body().contains(run)).isEqualTo(seen);
        assertThat(get("/api/runs?limit=1&after=" + run, token).statusCode()).isEqualTo(seen ? 200 : 400);
    }

    @Test
    void answerWhatMayNotBeSeenAsWhatThereIsNot() throws Exception {
        String nobodys = get("/api/runs/onboarding-0", "bob.approver").body();

        assertThat(get("/api/runs/" + run, "bob.approver").body().replace(run, "onboarding-0"))
                .isEqualTo(nobodys);
    }

    @ParameterizedTest
    @CsvSource({
        "ada.onboarding-requester, 403, 403",
        "bob.run-viewer~expense, 404, 200",
        "bob.run-viewer~onboarding, 200, 200",
        "bob.run-viewer, 200, 200",
    })
    void showWhatFailedToThoseWhoMayLook(String token, int letter, int effects) throws Exception {
        long id = deadLetter();

        assertThat(get("/api/dead-letters/" + id, token).statusCode()).isEqualTo(letter);
        HttpResponse<String> list = get("/api/dead-letters?state=OPEN&run=" + run, token);
        assertThat(list.body().contains("\"id\":" + id)).isEqualTo(letter == 200);
        assertThat(get("/api/effects/in-doubt", token).statusCode()).isEqualTo(effects);
    }

    /** A server would put a question mark there, and something else would be looked for. */
    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%00b", "%FF", "%ED%A0%80", "%C3"})
    void refuseAParameterThatIsNoText(String value) throws Exception {
        HttpResponse<String> answer = get("/api/runs?limit=1&process=" + value, "bob.run-viewer");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("process");
    }

    @Test
    void showWhatThePartnerAnsweredToOperatorsOnly() throws Exception {
        String letter = "/api/dead-letters/" + deadLetter();

        assertThat(get(letter, "bob.run-operator").body()).contains("The partner answered 422", "no cover for [token]");
        assertThat(get(letter, "bob.run-viewer").body())
                .contains("The partner answered 422")
                .doesNotContain("no cover");
        assertThat(get("/api/dead-letters?run=" + run, "bob.run-viewer").body())
                .contains("The partner answered 422")
                .doesNotContain("no cover");
    }

    @Test
    void answerARunThatIsArchivedWithHowItEnded() throws Exception {
        jdbc().sql("INSERT INTO saga_archived VALUES (?, 'COMPLETED', 'DONE', now(), now(), now())")
                .param("onboarding/" + run)
                .update();
        jdbc().sql("INSERT INTO run_archived SELECT id, process, asked_by, accepted_at, 42 FROM run WHERE id = ?")
                .param(run)
                .update();
        jdbc().sql("DELETE FROM run WHERE id = ?").param(run).update();
        jdbc().sql("DELETE FROM saga WHERE business_id = ?").param(run).update();

        assertThat(get("/api/runs/" + run, "ada.onboarding-requester").body())
                .contains("\"state\":\"ENDED\"", "\"outcome\":\"DONE\"", "\"archived\":{\"number\":42,");
        assertThat(get("/api/runs/" + run, "bob.onboarding-requester").statusCode())
                .isEqualTo(404);
        assertThat(cancel("bob.run-operator").statusCode()).isEqualTo(409);
    }

    private HttpResponse<String> cancel(String token) throws Exception {
        return http.send(
                request("/api/runs/" + run + "/cancel", token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"reason\":\"too late\"}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private long deadLetter() {
        long key = NUMBERS.incrementAndGet();
        FailedStep failed = new FailedStep(
                key, key, new SagaId("onboarding", run), "onboarding", "Task_ChargeCard", "charge", null, 3);
        DeadLetterQueue letters = application.getBean(DeadLetterQueue.class);
        letters.record(failed, "FINAL", "The partner answered 422", "no cover for [token]");
        letters.open(failed, DeadLetterKind.FINAL, "The partner answered 422");
        return jdbc().sql("SELECT id FROM dead_letter WHERE job_key = ?")
                .param(key)
                .query(Long.class)
                .single();
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return http.send(request(path, token).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String token) {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token);
    }

    private JdbcClient jdbc() {
        return application.getBean(JdbcClient.class);
    }
}
