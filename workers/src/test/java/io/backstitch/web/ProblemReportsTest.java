package io.backstitch.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every failure at every path is problem details, says what is true, and tells nothing of a library. */
class ProblemReportsTest {

    private static final String CLOSING = "Connection: close\r\n\r\n";

    private static DoorsAlone server;

    @BeforeAll
    static void start() {
        server = new DoorsAlone();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> headsThatAreNone() {
        return Stream.of(
                Arguments.of("GET /api/<runs> HTTP/1.1\r\nHost: x\r\n" + CLOSING, 400),
                Arguments.of("GET /%zz HTTP/1.1\r\nHost: x\r\n" + CLOSING, 400),
                Arguments.of("GET /api//runs HTTP/1.1\r\nHost: x\r\n" + CLOSING, 400),
                Arguments.of("GET /api/runs;a=b HTTP/1.1\r\nHost: x\r\n" + CLOSING, 400),
                Arguments.of("GET /api/runs HTTP/1.1\r\n" + CLOSING, 400),
                Arguments.of("GET /api/runs HTTP/1.1\r\nHost: a b\r\n" + CLOSING, 400),
                Arguments.of("GET /api/runs HTTP/9.9\r\nHost: x\r\n" + CLOSING, 505),
                Arguments.of("G<T /api/runs HTTP/1.1\r\nHost: x\r\n" + CLOSING, 400),
                Arguments.of(
                        "GET /api/runs HTTP/1.1\r\nHost: x\r\nLong: " + "x".repeat(20_000) + "\r\n" + CLOSING, 400),
                Arguments.of("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n" + CLOSING, 400),
                Arguments.of("TRACE /api/runs HTTP/1.1\r\nHost: x\r\n" + CLOSING, 405),
                Arguments.of("BREW /api/runs HTTP/1.1\r\nHost: x\r\n" + CLOSING, 400));
    }

    @ParameterizedTest
    @MethodSource("headsThatAreNone")
    void whatTheServerItselfRefusesIsAProblemToo(String head, int status) throws Exception {
        for (URI address : new URI[] {server.doors(), server.management()}) {
            String answer = DoorsAlone.raw(address, head);

            assertThat(answer).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
            JsonNode problem = JsonMapper.shared().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
            assertThat(problem.path("status").asInt()).isEqualTo(status);
            assertThat(problem.path("detail").asString()).isNotBlank().doesNotContain("Tomcat", "xxx", "<");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/nothing, 404",
        "GET, /nothing, 404",
        "GET, /, 404",
        "GET, /error, 404",
        "GET, /actuator/health, 404",
        "GET, /hooks, 404",
        "DELETE, /api/runs/1, 405",
        "PUT, /api/runs, 405",
        "GET, /api/workspaces, 405",
        "GET, /api/forgotten, 403",
        "GET, /api/named-twice, 403",
        "POST, /api/workspaces, 403",
    })
    void whoIsKnownHearsWhetherThereIsSomething(String method, String path, int status) throws Exception {
        assertProblem(server.send(method, path, "run-viewer"), status);
    }

    @Test
    void whoLacksARoleHearsWhich() throws Exception {
        JsonNode problem = JsonMapper.shared()
                .readTree(server.send("POST", "/api/workspaces", "run-viewer").body());

        assertThat(problem.path("detail").asString())
                .isEqualTo("Your token does not have the role that this needs: workspace-requester");
        assertThat(problem.path("role").asString()).isEqualTo("workspace-requester");
        assertThat(server.send("GET", "/api/forgotten", "run-viewer").body()).doesNotContain("\"role\"");
    }

    @Test
    void aMethodThatAPathDoesNotTakeIsToldThoseThatItTakes() throws Exception {
        assertThat(server.send("DELETE", "/api/runs/1", "run-viewer").headers().firstValue("Allow"))
                .hasValueSatisfying(allowed -> assertThat(allowed).contains("GET"));
        assertThat(server.send("OPTIONS", "/api/runs/1", "run-viewer").headers().firstValue("Allow"))
                .hasValueSatisfying(allowed -> assertThat(allowed).contains("GET", "HEAD"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/runs/1", "/api/nothing", "/api/forgotten", "/error"})
    void whoIsNotKnownHearsOnlyThat(String path) throws Exception {
        assertProblem(server.send("GET", path, "forged"), 401);
        assertProblem(server.send(HttpRequest.newBuilder(server.doors().resolve(path))), 401);
    }

    @Test
    void whileTheRealmIsAwayNobodyIsToBlame() throws Exception {
        HttpResponse<String> answer = server.send("GET", "/api/runs/1", "unknowable");

        assertProblem(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/runs/library, 400",
        "/api/runs/broken, 500",
        "/api/runs/error, 500",
        "/api/runs?limit=x, 400",
        "/api/runs, 400"
    })
    void noLibraryIsHeard(String path, int status) throws Exception {
        assertProblem(server.send("GET", path, "run-viewer"), status);
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        assertThat(server.send("GET", "/api/runs", "run-viewer").body()).contains("limit");
        assertThat(server.send(server.request("/api/workspaces", "workspace-requester")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{}")))
                        .body())
                .contains("Idempotency-Key");
    }

    @Test
    void contentTypesThatDoNotFitAreProblems() throws Exception {
        assertProblem(
                server.send(server.request("/api/workspaces", "workspace-requester")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("x"))),
                415);
        assertProblem(server.send(server.request("/api/runs/1", "run-viewer").header("Accept", "image/png")), 406);
    }

    @Test
    void headWorksWhereGetDoes() throws Exception {
        HttpResponse<String> get = server.send("GET", "/api/runs/1", "run-viewer");
        HttpResponse<String> head = server.send("HEAD", "/api/runs/1", "run-viewer");

        assertThat(head.statusCode()).isEqualTo(get.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type"))
                .isEqualTo(get.headers().firstValue("Content-Type"));
        assertThat(head.body()).isEmpty();
        assertThat(server.send("HEAD", "/api/forgotten", "auditor").statusCode())
                .isEqualTo(403);
    }

    @Test
    void theDescriptionOfTheApiNamesNoServerThatARequestChose() throws IOException {
        String answer = DoorsAlone.raw(
                server.doors(),
                "GET /v3/api-docs HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n" + CLOSING);

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .doesNotContain("evil.example")
                .contains("\"servers\":[{\"url\":\"/\"}]");
    }

    @Test
    void probesAndMetricsHaveAPortOfTheirOwn() throws Exception {
        assertThat(management("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(management("/actuator/prometheus").statusCode()).isEqualTo(200);
        assertProblem(management("/actuator/metrics"), 401);
        assertProblem(management("/api/runs/1"), 401);
        assertProblem(
                server.send(HttpRequest.newBuilder(server.management().resolve("/api/runs/1"))
                        .header("Authorization", "Bearer run-viewer")),
                404);
        assertProblem(
                server.send(HttpRequest.newBuilder(server.management().resolve("/actuator/metrics"))
                        .header("Authorization", "Bearer run-viewer")),
                403);
    }

    private static HttpResponse<String> management(String path) throws IOException, InterruptedException {
        return server.send(HttpRequest.newBuilder(server.management().resolve(path)));
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).doesNotContain("the library's words");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asString()).isNotBlank();
    }
}
