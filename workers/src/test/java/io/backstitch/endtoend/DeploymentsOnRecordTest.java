package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.engine.EngineClients;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.client.CamundaClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A change of rules is on record, whoever made it: the engine's own records tell. */
@NeedsStack(
        value = {Part.POSTGRES, Part.ZEEBE, Part.KAFKA, Part.KEYCLOAK, Part.SANDBOX, Part.APPLICATION},
        // Reads all records anew.
        disturbs = Part.APPLICATION)
class DeploymentsOnRecordTest {

    private final RunningStack stack;
    private final CamundaClient engine;
    private final String form = "form-" + UUID.randomUUID();
    private long key;

    DeploymentsOnRecordTest(RunningStack stack) {
        this.stack = stack;
        this.engine = EngineClients.of(stack);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void ourOwnModelsAreTheSystems() {
        for (String id : List.of("approval", "Definitions_ApprovalLimits", "expense.approve")) {
            JsonNode entry = awaitEntries("model.deployed", id, 1).getFirst();

            assertThat(entry.path("actor").asString()).isEqualTo("system");
            assertThat(entry.path("shipped").asBoolean()).isTrue();
            assertThat(entry.path("sha256").asString()).hasSize(64);
        }
    }

    @Test
    void whatWasDeployedAndDeletedPastTheApplicationIsOnRecordOnce() {
        deploy("Approve");
        deploy("Approve, whatever it is");
        deploy("Approve, whatever it is");

        List<JsonNode> entries = awaitEntries("model.deployed", form, 2);
        assertThat(entries).extracting(entry -> entry.path("version").asInt()).containsExactly(1, 2);
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.path("actor").asString()).isEqualTo("unknown");
            assertThat(entry.path("shipped").asBoolean()).isFalse();
        });

        engine.newDeleteResourceCommand(key).send().join();

        assertThat(awaitEntries("model.deleted", form, 1)
                        .getFirst()
                        .path("version")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aModelLargerThanMostMessagesStopsNoRecords() {
        deploy("x".repeat(2_500_000));

        assertThat(awaitEntries("model.deployed", form, 1)).hasSize(1);
    }

    @Test
    void theSameIsOnRecordWhenTheRecordsAreReadAnew() {
        deploy("Approve");
        awaitEntries("model.deployed", form, 1);
        OnboardingClient operator = OnboardingClient.as("operator", stack);
        // Others deploy models of their own meanwhile.
        List<String> before = entriesOfModels();

        assertThat(rebuild(OnboardingClient.as("employee", stack))).isEqualTo(403);
        assertThat(rebuild(operator)).isEqualTo(200);

        await("the rebuild")
                .until(() -> JsonMapper.shared()
                        .readTree(operator.get("/api/records").body())
                        .path("partitions")
                        .valueStream()
                        .allMatch(it ->
                                it.path("position").asLong() == it.path("told").asLong()));
        deploy("Approve anew");
        awaitEntries("model.deployed", form, 2);
        assertThat(entriesOfModels()).startsWith(before.toArray(String[]::new)).doesNotHaveDuplicates();
        assertThat(entries("model.deployed", form)).as("once for each").hasSize(2);
    }

    private static int rebuild(OnboardingClient person) {
        return person.post("/api/records/rebuild", "application/json", "{\"reason\":\"a table was lost\"}", null)
                .statusCode();
    }

    private List<String> entriesOfModels() {
        return entries("model.deployed").stream().map(JsonNode::toString).toList();
    }

    private void deploy(String text) {
        String content = """
                {"id": "%s", "type": "default", "schemaVersion": 17, "components": [{"type": "text", "text": "%s"}]}""".formatted(form, text);
        key = engine.newDeployResourceCommand()
                .addResourceBytes(content.getBytes(StandardCharsets.UTF_8), form + ".form")
                .send()
                .join()
                .getForm()
                .getFirst()
                .getFormKey();
    }

    private List<JsonNode> awaitEntries(String kind, String id, int number) {
        return await("%d of %s about %s".formatted(number, kind, id))
                .until(() -> entries(kind, id), entries -> entries.size() >= number);
    }

    private List<JsonNode> entries(String kind, String id) {
        return entries(kind).stream()
                .filter(body -> body.path("id").asString("").equals(id))
                .toList();
    }

    private List<JsonNode> entries(String kind) {
        return JdbcClient.create(new DriverManagerDataSource(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword()))
                .sql("SELECT convert_from(canonical, 'UTF8') FROM audit_entry WHERE kind = ? ORDER BY tenant, seq")
                .param(kind)
                .query(String.class)
                .list()
                .stream()
                .map(entry -> JsonMapper.shared().readTree(entry).path("body"))
                .toList();
    }
}
