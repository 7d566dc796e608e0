package io.backstitch.endtoend;

import static io.backstitch.endtoend.OnboardingClient.aCustomer;
import static io.backstitch.endtoend.OnboardingClient.aRiskyCustomer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.client.CamundaClient;
import io.camunda.zeebe.model.bpmn.Bpmn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ghosts in the real engine are found and told, and who waits is explained; with a shorter patience than in production. */
@NeedsStack({Part.POSTGRES, Part.KAFKA, Part.ZEEBE, Part.KEYCLOAK, Part.SANDBOX})
class WaitingTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Of its own: it leaves the models of others as they are. */
    private final String process = "ghost" + System.nanoTime();

    private final RunningStack stack;
    private final CamundaClient engine;
    private final OnboardingClient requester;
    private final OnboardingClient operator;

    WaitingTest(RunningStack stack) {
        this.stack = stack;
        this.requester = OnboardingClient.as("requester", stack);
        this.operator = OnboardingClient.as("operator", stack);
        this.engine = CamundaClient.newClientBuilder()
                .grpcAddress(URI.create(stack.url(Part.ZEEBE)))
                .restAddress(URI.create(stack.zeebeRestUrl()))
                .preferRestOverGrpc(false)
                .build();
    }

    @BeforeAll
    static void start(RunningStack stack) {
        stack.stop(Part.APPLICATION);
        stack.startApplication(
                "io.backstitch.Application",
                Map.of("BACKSTITCH_WAITING_LOOK", "1s", "BACKSTITCH_WAITING_PATIENCE", "4s"));
    }

    /** The next class has its own. */
    @AfterAll
    static void stop(RunningStack stack) {
        stack.stop(Part.APPLICATION);
    }

    @AfterEach
    void close() throws SQLException {
        execute("UPDATE saga SET ended_at = now(), state = 'COMPLETED', told = true WHERE process = ?", process);
        engine.close();
    }

    @Test
    void aRunWhoseJobHasNoWorkerIsToldOnceUntilItMovesAgain() throws SQLException, IOException {
        String waiting = requester.start(aRiskyCustomer());
        awaitWait(waiting, "PERSON");
        deploy();
        String ghost = accept(false);

        JsonNode found = await().atMost(PATIENCE).until(() -> stuck(ghost), it -> !it.isMissingNode());

        assertThat(found.path("stuck").asString(""))
                .matches("Job %s.nobody \\(Task_Nobody\\) was created \\d+ s ago and no worker has taken it"
                        .formatted(process));
        assertThat(stuck(waiting).isMissingNode()).isTrue();
        JsonNode view = operator.run(ghost);
        assertThat(view.path("stuck").asString("")).contains("no worker has taken it");
        assertThat(view.path("waitsFor").path(0).path("on").asString("")).isEqualTo("QUEUE");

        takeJobs();

        awaitWait(ghost, "TIMER");
        await().atMost(PATIENCE).until(() -> stuck(ghost).isMissingNode());
        List<String> lines = Files.readAllLines(stack.log(Part.APPLICATION));
        assertThat(lines)
                .filteredOn(line -> line.contains("ERROR") && line.contains(ghost) && line.contains(" is stuck: "))
                .hasSize(1);
        assertThat(lines)
                .filteredOn(line -> line.contains(ghost) && line.contains("no longer stuck"))
                .hasSize(1);
        operator.cancel(waiting);
    }

    @Test
    void aRunThatTheEngineNeverBeganIsTold() throws SQLException {
        // Before the engine has told of a job nobody is judged.
        requester.ended(requester.start(aCustomer()));
        String lost = accept(true);

        JsonNode found = await().atMost(PATIENCE).until(() -> stuck(lost), it -> !it.isMissingNode());

        assertThat(found.path("stuck").asString("")).contains("the engine has no process instance of it");
        execute("UPDATE saga SET ended_at = now(), state = 'COMPLETED', told = true WHERE process = ?", process);
        await().atMost(PATIENCE).until(() -> stuck(lost).isMissingNode());
    }

    /** A run as the intake leaves it; handed to the engine, if it is told so, although it was not. */
    private String accept(boolean relayed) throws SQLException {
        String run = process + "-1";
        execute("""
                INSERT INTO run (id, process, source, idempotency_key, fingerprint, variables, accepted_at, relayed_at)
                VALUES (?, ?, 'test', '1', '', '{}', now(), %s)""".formatted(relayed ? "now()" : "NULL"), run, process);
        execute("""
                INSERT INTO saga (id, process, business_id, state, opened_at) VALUES (? || '/' || ?, ?, ?, 'RUNNING', now())""", process, run, process, run);
        return run;
    }

    private void execute(String sql, String... values) throws SQLException {
        try (Connection database =
                        DriverManager.getConnection(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword());
                PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private void awaitWait(String run, String on) {
        await().atMost(PATIENCE)
                .until(() -> requester
                        .run(run)
                        .path("waitsFor")
                        .path(0)
                        .path("on")
                        .asString("")
                        .equals(on));
    }

    /** Its line in the list of those that are stuck; missing when it is not there. */
    private JsonNode stuck(String run) {
        JsonNode page = JsonMapper.shared()
                .readTree(operator.get("/api/runs?stuck=true&limit=500").body());
        return page.path("runs")
                .valueStream()
                .filter(line -> line.path("id").asString("").equals(run))
                .findFirst()
                .orElse(page.path("none"));
    }

    private void deploy() {
        engine.newDeployResourceCommand()
                .addProcessModel(
                        Bpmn.createExecutableProcess(process)
                                .startEvent()
                                .message(process + ".requested")
                                .serviceTask("Task_Nobody", task -> task.zeebeJobType(process + ".nobody"))
                                .intermediateCatchEvent("Event_Later", event -> event.timerWithDuration("P90D"))
                                .endEvent()
                                .done(),
                        process + ".bpmn")
                .send()
                .join();
    }

    private void takeJobs() {
        engine.newActivateJobsCommand()
                .jobType(process + ".nobody")
                .maxJobsToActivate(10)
                .timeout(Duration.ofMinutes(1))
                .send()
                .join()
                .getJobs()
                .forEach(job -> engine.newCompleteCommand(job).send().join());
    }
}
