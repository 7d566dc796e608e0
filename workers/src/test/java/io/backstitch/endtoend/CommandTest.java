package io.backstitch.endtoend;

import static io.backstitch.endtoend.OnboardingClient.aCustomer;
import static io.backstitch.endtoend.OnboardingClient.aRiskyCustomer;
import static io.backstitch.endtoend.OnboardingClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Fault;
import io.backstitch.stack.sandbox.SandboxClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people change in runs that go on, and what they only look at, on the real engine. */
@NeedsStack({Part.POSTGRES, Part.KAFKA, Part.ZEEBE, Part.KEYCLOAK, Part.SANDBOX, Part.APPLICATION})
class CommandTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private final RunningStack stack;
    private final OnboardingClient operator;
    private final OnboardingClient requester;
    private final SandboxClient partners;
    private final ProjectPlans projects;

    CommandTest(RunningStack stack) {
        this.stack = stack;
        this.operator = OnboardingClient.as("operator", stack);
        this.requester = OnboardingClient.as("requester", stack);
        this.partners = stack.partners();
        this.projects = new ProjectPlans(stack);
    }

    @AfterEach
    void mendPartners() {
        partners.clearFaults();
    }

    @Test
    void theSameMoveAgainIsKnownAlsoWhenAPlanOrTheEndCameMeanwhile() {
        String run = projects.plan(1, Duration.ofDays(400));
        Instant date = Instant.now().plus(Duration.ofDays(500));
        assertThat(projects.move(run, date, "move-1").statusCode()).isEqualTo(202);
        projects.plan(2, Duration.ofDays(600));

        assertThat(projects.move(run, date, "move-1").statusCode()).isEqualTo(202);
        assertThat(operator.run(run).path("told")).hasSize(2);

        assertThat(projects.move(run, Duration.ofDays(-1), "move-2").statusCode())
                .isEqualTo(202);
        assertThat(operator.ended(run).path("outcome").asString()).isEqualTo("BEGUN");
        assertThat(projects.move(run, date, "move-1").statusCode())
                .as("also after the end")
                .isEqualTo(202);
        assertThat(operator.run(run).path("told")).hasSize(3);
    }

    @Test
    void aPlanThatComesTooLateWaitsForAPerson() {
        String run = projects.plan(1, Duration.ofDays(-1));
        operator.ended(run);
        projects.plan(2, Duration.ofDays(30));

        JsonNode letter = openLetter(run);

        assertThat(letter.path("kind").asString()).isEqualTo("UNDELIVERED");
        assertThat(letter.path("element").asString()).isEqualTo("engagement.changed");
        assertThat(letter.path("reason").asString()).contains("has ended (BEGUN)");
        HttpResponse<String> dropped = operator.post(
                "/api/dead-letters/%s/give-up".formatted(letter.path("id").asString()),
                "application/json",
                "{\"reason\": \"they know\"}",
                null);
        assertThat(json(dropped).path("state").asString()).isEqualTo("GIVEN_UP");
        assertThat(operator.run(run).path("told").path(0).path("undeliverable").asBoolean(false))
                .isTrue();
        assertThat(projects.assignments(run)).hasSize(2);
    }

    /** The partner refuses a token; the customer gives another one; the step is tried again with that one. */
    @Test
    void aVariableIsCorrectedAndItsStepTriedAgain() {
        Map<String, Object> customer = aCustomer();
        partners.faultPayments(Fault.status(400).matching(text(customer, "cardToken")));
        String run = operator.start(customer);
        openLetter(run);

        await("the engine's word that the run has begun")
                .until(() -> set(operator, run, "cardToken", "tok_visa_another").statusCode() == 200);
        assertThat(set(operator, run, "cardToken", "tok_visa_another").statusCode())
                .as("twice")
                .isEqualTo(200);
        await().until(() -> operator.post(
                                "/api/runs/" + run + "/steps/Task_ChargeCard/retry",
                                "application/json",
                                "{\"reason\": \"another card\"}",
                                null)
                        .statusCode()
                == 200);

        assertThat(operator.ended(run).path("outcome").asString()).isEqualTo("ONBOARDED");
        assertThat(partners.record().stream()
                        .filter(operation -> operation.key().startsWith("onboarding/" + run + "/")))
                .hasSize(1);
        projects.assertAudited(run, "operator.run-variable-changed", 1);
    }

    @Test
    void refusesChangesThatTheModelTheRequestOrTheRoleDoesNotAllow() {
        String run = operator.start(aRiskyCustomer());
        await().until(() ->
                set(operator, run, "email", "someone@customer.example").statusCode() == 200);

        assertThat(set(operator, run, "amount", "1").statusCode()).isEqualTo(409);
        assertThat(set(operator, run, "amount", "1").body()).contains("cardToken, email");
        assertThat(set(operator, run, "email", "nobody").statusCode()).isEqualTo(400);
        assertThat(set(requester, run, "email", "someone@customer.example").statusCode())
                .isEqualTo(403);
        assertThat(set(operator, "onboarding-none", "email", "someone@customer.example")
                        .statusCode())
                .isEqualTo(404);
        assertThat(projects.move(run, Duration.ZERO, run).body()).contains("no date that can be moved");
        assertThat(operator.post(
                                "/api/runs/" + run + "/steps/Task_ChargeCard/retry",
                                "application/json",
                                "{\"reason\": \"to see\"}",
                                null)
                        .statusCode())
                .isEqualTo(409);
        operator.cancel(run);
        operator.ended(run);
        assertThat(set(operator, run, "email", "someone@customer.example").statusCode())
                .isEqualTo(409);
    }

    /** Everything that is known of the run is the same, byte by byte, however often one looks. */
    @Test
    void looksHaveNoSideEffect() {
        String run = projects.plan(1, Duration.ofDays(400));
        await("the engine to wait for the date, or for another plan: nothing happens by itself then")
                .until(() -> operator.run(run)
                        .path("waitsFor")
                        .valueStream()
                        .anyMatch(wait -> wait.path("on").asString("").equals("MESSAGE")));
        String before = state(run);

        for (String path : List.of(
                "/api/runs/" + run,
                "/api/runs?process=engagement",
                "/api/runs?state=RUNNING&limit=500",
                "/api/dead-letters?run=" + run,
                "/api/effects/in-doubt",
                "/api/records")) {
            assertThat(operator.get(path).statusCode()).as(path).isEqualTo(200);
        }

        assertThat(state(run)).isEqualTo(before);
        operator.cancel(run);
        assertThat(operator.ended(run).path("outcome").asString()).isEqualTo("ROLLED_BACK");
    }

    private static HttpResponse<String> set(OnboardingClient who, String run, String variable, String value) {
        return who.put(
                "/api/runs/%s/variables/%s".formatted(run, variable),
                "{\"value\": \"%s\", \"reason\": \"a mistake\"}".formatted(value));
    }

    private JsonNode openLetter(String run) {
        return await("the dead letter of " + run)
                .until(
                        () -> json(operator.get("/api/dead-letters?state=OPEN&run=" + run))
                                .path("deadLetters")
                                .path(0),
                        letter -> !letter.isMissingNode());
    }

    private String state(String run) {
        return String.join(
                "\n",
                database()
                        .sql("""
                                SELECT to_jsonb(it)::text AS row FROM run it WHERE id = :run
                                UNION ALL SELECT to_jsonb(it)::text FROM run_event it WHERE run = :run
                                UNION ALL SELECT to_jsonb(it)::text FROM saga it WHERE id = 'engagement/' || :run
                                UNION ALL SELECT to_jsonb(it)::text FROM effect it WHERE saga = 'engagement/' || :run
                                UNION ALL SELECT to_jsonb(it)::text FROM dead_letter it WHERE saga = 'engagement/' || :run
                                ORDER BY 1
                                """)
                        .param("run", run)
                        .query((row, number) -> row.getString("row"))
                        .list());
    }

    private JdbcClient database() {
        return JdbcClient.create(new DriverManagerDataSource(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword()));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
