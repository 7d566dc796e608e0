package io.backstitch.endtoend;

import static io.backstitch.endtoend.OnboardingClient.aRiskyCustomer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.engine.EngineClients;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.client.CamundaClient;
import io.camunda.zeebe.model.bpmn.Bpmn;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ghosts in the real engine are found and told, and who waits is explained, with the settings of production. */
@NeedsStack({Part.POSTGRES, Part.KAFKA, Part.ZEEBE, Part.KEYCLOAK, Part.SANDBOX, Part.APPLICATION})
class WaitingTest {

    /** Of its own: it leaves the models of others as they are. */
    private final String process = "ghost" + Long.toString(System.nanoTime(), 36);

    private final String lostProcess = "lost" + Long.toString(System.nanoTime(), 36);

    private final RunningStack stack;
    private final CamundaClient engine;
    private final OnboardingClient requester;
    private final OnboardingClient operator;

    WaitingTest(RunningStack stack) {
        this.stack = stack;
        this.requester = OnboardingClient.as("requester", stack);
        this.operator = OnboardingClient.as("operator", stack);
        this.engine = EngineClients.of(stack);
    }

    @AfterEach
    void close() throws SQLException {
        end(process);
        end(lostProcess);
        engine.close();
    }

    /** One whose job no worker takes, and one that the engine has never begun; beside them one that waits for a person. */
    @Test
    void ghostsAreFoundAndToldOnceAndWhoWaitsIsNot() throws SQLException, IOException {
        String waiting = requester.start(aRiskyCustomer());
        awaitWait(waiting, "PERSON");
        deploy();
        String ghost = accept(process, false);
        String lost = accept(lostProcess, true);

        JsonNode found = await().until(() -> stuck(ghost), it -> !it.isMissingNode());
        JsonNode foundToo = await().until(() -> stuck(lost), it -> !it.isMissingNode());

        assertThat(found.path("stuck").asString(""))
                .matches("Job %s.nobody \\(Task_Nobody\\) was created \\d+ (s|min) ago and no worker has taken it"
                        .formatted(process));
        assertThat(foundToo.path("stuck").asString("")).contains("the engine has no process instance of it");
        assertThat(stuck(waiting).isMissingNode()).isTrue();
        JsonNode view = operator.run(ghost);
        assertThat(view.path("stuck").asString("")).contains("no worker has taken it");
        assertThat(view.path("waitsFor").path(0).path("on").asString("")).isEqualTo("QUEUE");

        takeJobs();
        end(lostProcess);

        awaitWait(ghost, "TIMER");
        await().until(() -> stuck(ghost).isMissingNode() && stuck(lost).isMissingNode());
        List<String> lines = Files.readAllLines(stack.log(Part.APPLICATION));
        for (String run : List.of(ghost, lost)) {
            assertThat(lines)
                    .filteredOn(line -> line.contains("ERROR") && line.contains(run) && line.contains(" is stuck: "))
                    .hasSize(1);
            assertThat(lines)
                    .filteredOn(line -> line.contains(run) && line.contains("no longer stuck"))
                    .hasSize(1);
        }
        operator.cancel(waiting);
    }

    /** A run as the intake leaves it; handed to the engine, if it is told so, although it was not. */
    private String accept(String ofProcess, boolean relayed) throws SQLException {
        String run = ofProcess + "-1";
        execute("""
                INSERT INTO run (id, process, source, idempotency_key, fingerprint, variables, accepted_at, relayed_at)
                VALUES (?, ?, 'test', '1', '', '{}', now(), %s)""".formatted(relayed ? "now()" : "NULL"), run, ofProcess);
        execute("""
                INSERT INTO saga (id, process, business_id, state, opened_at) VALUES (? || '/' || ?, ?, ?, 'RUNNING', now())""", ofProcess, run, ofProcess, run);
        return run;
    }

    private void end(String ofProcess) throws SQLException {
        execute("UPDATE saga SET ended_at = now(), state = 'COMPLETED', told = true WHERE process = ?", ofProcess);
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
        await().until(() -> operator.run(run)
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
