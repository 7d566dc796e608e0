package io.backstitch.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code backstitch start} finds the door of a process in the application's description, and says what the door said. */
class StartCommandTest {

    private static final String DOOR = "POST /api/expenses";
    private static final String DESCRIPTION = """
            {"paths": {
              "/api/bulkimports": {"post": {"x-backstitch-process": "bulkimport",
                "requestBody": {"content": {"multipart/form-data": {}}}}},
              "/api/expenses": {"post": {"x-backstitch-process": "expense",
                "requestBody": {"content": {"application/json": {}}}}},
              "/api/runs/{id}/cancel": {"post": {"requestBody": {"content": {"application/json": {}}}}},
              "/api/runs": {"get": {}}}}""";

    private final OperatorCommands backstitch = new OperatorCommands();

    StartCommandTest() throws IOException {}

    @BeforeEach
    void theApplicationDescribesItself() {
        backstitch.application.answers("GET /v3/api-docs", 200, DESCRIPTION);
        backstitch.application.answers(DOOR, 202, "{\"id\": \"expense-07c1\"}");
    }

    @AfterEach
    void close() {
        backstitch.close();
    }

    @Test
    void startsARunAndSaysWhereToLook() {
        assertThat(backstitch.run("start", "expense", "-d", "{\"amount\": 1.50}", "--key", "report-1"))
                .isZero();

        assertThat(backstitch.out().lines().map(String::strip))
                .containsExactly("expense-07c1", "See it:       ./backstitch runs show expense-07c1");
        FakeOperatorApi.Asked asked = backstitch.application.asked.getLast();
        assertThat(asked.request()).isEqualTo(DOOR);
        assertThat(asked.body()).as("as it was written").isEqualTo("{\"amount\": 1.50}");
        assertThat(asked.token()).isEqualTo("Bearer token-of-a-person");
        assertThat(asked.key()).isEqualTo("report-1");
    }

    @Test
    void givesEachRunAKeyOfItsOwnAndTellsIt() {
        backstitch.run("start", "expense", "-d", "{}");
        String first = backstitch.application.asked.getLast().key();
        assertThat(backstitch.out()).contains("--key " + first);

        backstitch.run("start", "expense", "-d", "{}");

        assertThat(backstitch.application.asked.getLast().key()).isNotEqualTo(first);
    }

    @Test
    void takesTheRequestFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("report.json"), "{\"title\": \"Räder\"}");

        assertThat(backstitch.run("start", "expense", "-d", "@" + file)).isZero();

        assertThat(backstitch.application.asked.getLast().body()).isEqualTo("{\"title\": \"Räder\"}");
    }

    @Test
    void asksAsTheDemoUserWhoIsNamed() {
        backstitch.environment.clear();
        backstitch.application.answers(
                "POST /realms/backstitch/protocol/openid-connect/token",
                200,
                "{\"access_token\": \"token-of-employee\", \"expires_in\": 900}");

        assertThat(backstitch.run("start", "expense", "-d", "{}", "--as", "employee"))
                .isZero();

        assertThat(backstitch.application.asked.getLast().token()).isEqualTo("Bearer token-of-employee");
        assertThat(backstitch.application.asked).anyMatch(it -> it.body().contains("username=employee"));
        assertThat(backstitch.out()).contains("./backstitch demo --watch expense-07c1");
    }

    @Test
    void takesNoDemoUserElsewhere() {
        assertThat(backstitch.run("start", "expense", "-d", "{}", "--as", "employee"))
                .isEqualTo(1);

        assertThat(backstitch.err()).contains("BACKSTITCH_TOKEN says who asks", "Leave out --as");
        assertThat(backstitch.application.asked).isEmpty();
    }

    @Test
    void listsTheProcessesThatThereAre() {
        assertThat(backstitch.run("start", "expenses", "-d", "{}")).isEqualTo(1);

        assertThat(backstitch.err())
                .contains("no door for a process 'expenses'", "There is: bulkimport, expense.")
                .doesNotContain("Exception");
    }

    @Test
    void saysThatADoorTakesAFile() {
        assertThat(backstitch.run("start", "bulkimport", "-d", "{}")).isEqualTo(1);

        assertThat(backstitch.err()).contains("takes a file, and no JSON: POST /api/bulkimports", "./backstitch token");
    }

    @Test
    void namesEachFieldThatIsWrong() {
        backstitch.application.answers(DOOR, 400, """
                {"detail": "Some fields are missing or wrong; see errors", "status": 400, "errors":
                 [{"field": "items[0].amount", "message": "must be greater than 0"}, {"field": "title", "message": "must not be blank"}]}""");

        assertThat(backstitch.run("start", "expense", "-d", "{}")).isEqualTo(1);

        assertThat(backstitch.out()).isEmpty();
        assertThat(backstitch.err())
                .contains("No run of expense was started (status 400, Some fields are missing or wrong")
                .contains("| items[0].amount must be greater than 0", "| title must not be blank")
                .contains("nothing was stored")
                .doesNotContain("Exception");
    }

    @Test
    void saysWhichRoleIsMissingAndWhoOfTheDemoHasIt() {
        backstitch.environment.clear();
        backstitch.application.answers(
                "POST /realms/backstitch/protocol/openid-connect/token",
                200,
                "{\"access_token\": \"token-of-operator\", \"expires_in\": 900}");
        backstitch.application.answers(DOOR, 403, """
                {"detail": "Your token does not have the role that this needs: expense-requester", "role": "expense-requester"}""");

        assertThat(backstitch.run("start", "expense", "-d", "{}")).isEqualTo(1);

        assertThat(backstitch.err())
                .contains("the role that this needs: expense-requester")
                .contains("these may: employee, manager,", "Name one with --as.");
    }

    @Test
    void saysWhichRoleATokenNeedsElsewhere() {
        backstitch.application.answers(DOOR, 403, "{\"detail\": \"no\", \"role\": \"expense-requester\"}");

        assertThat(backstitch.run("start", "expense", "-d", "{}")).isEqualTo(1);

        assertThat(backstitch.err())
                .contains("a token with the role expense-requester")
                .doesNotContain("--as");
    }

    @Test
    void saysHowToAskAgainWhenNobodyKnowsWhetherItWasTaken() {
        backstitch.application.refuses(DOOR, 503, "Nobody knows whether it was taken");

        assertThat(backstitch.run("start", "expense", "-d", "{}", "--key", "report-1"))
                .isEqualTo(1);

        assertThat(backstitch.err()).contains("Send the same again with --key report-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{             | k  | no JSON",
                "@missing.json | k  | cannot be read",
                "{}            | ää | letters, digits and signs of ASCII",
            })
    void sendsNothingThatCannotBeRight(String data, String key, String saying) {
        assertThat(backstitch.run("start", "expense", "-d", data, "--key", key)).isEqualTo(2);

        assertThat(backstitch.err()).contains(saying).doesNotContain("Exception");
        assertThat(backstitch.application.asked).isEmpty();
    }
}
