package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Fault;
import io.backstitch.stack.sandbox.ObjectChange;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doors of bulkimport and workspace with real tokens, and their runs on the real broker. */
@NeedsStack({Part.POSTGRES, Part.ZEEBE, Part.KEYCLOAK, Part.SANDBOX, Part.APPLICATION})
@ResourceLock(ObjectsInMatrix.TRIGGERS)
class FilesAndWorkspacesTest {

    private static final String BOUNDARY = "frontier";

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final RunningStack stack;
    private final OnboardingClient requester;

    FilesAndWorkspacesTest(RunningStack stack) {
        this.stack = stack;
        this.requester = OnboardingClient.as("requester", stack);
    }

    @AfterEach
    void mendPartners() {
        stack.partners().clearFaults();
    }

    @Test
    void importsAFileOfAHundredContacts() {
        HttpResponse<String> answer = upload(aFile(100), "hundred-" + unique);

        assertThat(answer.statusCode()).isEqualTo(202);
        String run = json(answer).path("id").asString();
        assertThat(answer.headers().firstValue("Location")).hasValue("/api/runs/" + run);
        assertThat(requester.ended(run).path("outcome").asString()).isEqualTo("IMPORTED");
        assertThat(created(run)).hasSize(100).doesNotHaveDuplicates();
        JsonNode totals = json(requester.get("/api/bulkimports/" + run));
        assertThat(totals.path("imported").asInt()).isEqualTo(100);
        assertThat(totals.path("failed").asInt()).isZero();
    }

    @Test
    void tellsTheTotalsToNobodyElseWhoImports() {
        OnboardingClient operator = OnboardingClient.as("operator", stack);
        HttpResponse<String> answer = operator.post("/api/bulkimports", "text/csv", aFile(1), "others-" + unique);
        String run = json(answer).path("id").asString();

        assertThat(operator.get("/api/bulkimports/" + run).statusCode()).isEqualTo(200);
        assertProblem(requester.get("/api/bulkimports/" + run), 404, "There is no import " + run);
    }

    @Test
    void takesABareCsvBody() {
        assertThat(csv(aFile(1), "bare-" + unique).statusCode()).isEqualTo(202);
    }

    @Test
    void oneKeyIsOneFile() {
        String file = aFile(2);

        HttpResponse<String> first = upload(file, "repeat-" + unique);
        HttpResponse<String> again = csv(file, "repeat-" + unique);
        HttpResponse<String> other = csv(aFile(3), "repeat-" + unique);

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertProblem(other, 409, "was used for another request");
    }

    @Test
    void namesTheLineAndTheFieldOfABadRow() {
        HttpResponse<String> answer = upload("name,email\nAda,ada@example.org\nGrace,grace\n", "bad-" + unique);

        assertProblem(
                answer, 400, "Line 3, email: must be an e-mail address such as ada@example.org, in plain letters");
        JsonNode error = json(answer).path("errors").path(0);
        assertThat(error.path("line").asInt()).isEqualTo(3);
        assertThat(error.path("field").asString()).isEqualTo("email");
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        String large = "name,email\n" + "x".repeat(1_100_000);

        assertProblem(csv(large, "large-" + unique), 413, "split it");
        assertThat(upload(large, "large-" + unique).statusCode()).isEqualTo(413);
    }

    @Test
    void asksForTheRoles() {
        OnboardingClient reviewer = OnboardingClient.as("reviewer", stack);

        assertProblem(reviewer.post("/api/bulkimports", "text/csv", aFile(1), "role-" + unique), 403, "the role");
        assertProblem(
                reviewer.post("/api/workspaces", "application/json", aWorkspace(), "role-" + unique), 403, "the role");
    }

    @Test
    void setsUpAWorkspace() {
        String run = startWorkspace();

        assertThat(requester.ended(run).path("outcome").asString()).isEqualTo("SET_UP");
        assertThat(created(run)).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void leavesNothingOfAWorkspaceWhoseIndexIsRefused() {
        stack.partners().faultObjects(Fault.status(422).matching("\"title\":\"Workspace %s\"".formatted(unique)));
        String run = startWorkspace();

        assertThat(requester.ended(run).path("outcome").asString()).isEqualTo("ROLLED_BACK");
        assertThat(created(run)).hasSize(9);
        assertThat(keys(run, ObjectChange.Change.DELETED)).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void namesTheFieldsOfAWorkspaceThatAreWrong() {
        HttpResponse<String> answer = requester.post(
                "/api/workspaces",
                "application/json",
                "{\"workspace\":\"One\",\"owner\":\"nobody\",\"purpose\":\"fun\"}",
                "fields-" + unique);

        assertProblem(answer, 400, "Some fields are missing or wrong");
        assertThat(json(answer).findValuesAsString("field")).containsExactly("owner", "purpose");
    }

    private String startWorkspace() {
        HttpResponse<String> answer =
                requester.post("/api/workspaces", "application/json", aWorkspace(), "workspace-" + unique);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).path("id").asString();
    }

    private String aWorkspace() {
        return "{\"workspace\":\"Workspace %s\",\"owner\":\"owner@example.org\",\"purpose\":\"sales\"}"
                .formatted(unique);
    }

    private String aFile(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(row -> "Contact %d,contact%d@%s.example,".formatted(row, row, unique))
                .collect(Collectors.joining("\n", "name,email,phone\n", "\n"));
    }

    private HttpResponse<String> csv(String file, String key) {
        return requester.post("/api/bulkimports", "text/csv", file, key);
    }

    private HttpResponse<String> upload(String file, String key) {
        String body = "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"contacts.csv\"\r\n"
                        .formatted(BOUNDARY)
                + "Content-Type: text/csv\r\n\r\n%s\r\n--%s--\r\n".formatted(file, BOUNDARY);
        return requester.post("/api/bulkimports", "multipart/form-data; boundary=" + BOUNDARY, body, key);
    }

    private List<String> created(String run) {
        return keys(run, ObjectChange.Change.CREATED);
    }

    private List<String> keys(String run, ObjectChange.Change what) {
        return stack.partners().objects().stream()
                .filter(change -> change.change() == what && change.key().contains("/" + run + "/"))
                .map(ObjectChange::key)
                .toList();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).path("detail").asString("")).contains(detail);
    }
}
