package io.backstitch.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A part of an address, or a header, is true or refused by its name; and the description of the API says what it is. */
class ParametersTest {

    private static DoorsAlone server;

    @BeforeAll
    static void start() {
        server = new DoorsAlone();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            runs?limit=501                 | limit   | must be from 1 to 500
            runs?limit=0                   | limit   | must be from 1 to 500
            runs?limit=1.5                 | limit   | must be a whole number
            runs?limit=0x10                | limit   | must be a whole number
            runs?limit=99999999999999999999 | limit  | must be a whole number
            runs?limit=                    | limit   | is empty; say what it is, or leave it out
            runs                           | limit   | is missing
            runs?limit=1&stuck=yes         | stuck   | must be true or false
            runs?limit=1&stuck=1           | stuck   | must be true or false
            runs?limit=1&state=open        | state   | must be one of OPEN, CLOSED
            runs?limit=1&state=            | state   | is empty; say what it is, or leave it out
            runs?limit=1&process=          | process | is empty; say what it is, or leave it out
            runs?limit=1&process=%20       | process | must not be blank
            runs?limit=1&stuck            | stuck   | is empty; say what it is, or leave it out
            runs?limit=1&process=a%0Ab     | process | must be one line, without control characters
            runs?limit=1&process=a%E2%80%AEb | process | has the character U+202E, which nobody sees; leave it out
            runs?limit=1&process=%FF       | process | is no text in UTF-8, written with percent signs
            runs?limit=1&since=yesterday   | since   | must be a time with its zone, such as 2026-11-21T10:00:00Z or …+01:00
            runs?limit=1&since=0001-01-01T00:00:00Z | since | must not be more than 10 years back, nor more than 50 ahead
            runs?limit=1&limit=2           | limit   | comes 2 times; send it once
            runs/a%09b                     | id      | must be one line, without control characters
            dead-letters/0                 | id      | must be greater than 0
            dead-letters/one               | id      | must be a whole number
            """)
    void namesTheParameterThatIsWrongAndSaysWhatIsRight(String address, String field, String why) throws Exception {
        assertRefused(server.send("GET", "/api/" + address, "run-operator"), field, why);
    }

    @Test
    void namesAPartOfThePathThatIsTooLong() throws Exception {
        assertRefused(
                server.send("GET", "/api/runs/" + "x".repeat(256), "run-viewer"),
                "id",
                "must have 255 characters at most");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            256 | must have 1 to 255 characters
            0   | must have 1 to 255 characters
            -1  | is missing: send it as a header
            """)
    void namesTheHeader(int length, String why) throws Exception {
        HttpRequest.Builder request = server.request("/api/workspaces", "workspace-requester")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"));
        if (length >= 0) {
            request.header("Idempotency-Key", "x".repeat(length));
        }
        assertRefused(server.send(request), "Idempotency-Key", why);
    }

    @Test
    void takesWhatIsRight() throws Exception {
        String address = "/api/runs?limit=500&process=r%C3%A4m&stuck=true&state=OPEN&since=2026-11-21T10:00:00Z";

        assertThat(server.send("GET", address, "run-viewer").body()).isEqualTo("{\"limit\":500}");
        assertThat(server.send("GET", "/api/dead-letters/17", "run-operator").body())
                .isEqualTo("{\"id\":17}");
    }

    @Test
    void theDescriptionOfTheApiSaysWhatEachIs() throws Exception {
        JsonNode paths = JsonMapper.shared()
                .readTree(server.send("GET", "/v3/api-docs", "run-viewer").body())
                .path("paths");

        assertThat(type(paths.path("/api/runs/{id}").path("get"), "id")).isEqualTo("string");
        assertThat(type(paths.path("/api/workspaces").path("post"), "Idempotency-Key"))
                .isEqualTo("string");
        assertThat(type(paths.path("/api/runs").path("get"), "process")).isEqualTo("string");
        assertThat(type(paths.path("/api/runs").path("get"), "limit")).isEqualTo("integer");
        assertThat(type(paths.path("/api/runs").path("get"), "stuck")).isEqualTo("boolean");
        assertThat(type(paths.path("/api/runs").path("get"), "since")).isEqualTo("string");
        assertThat(type(paths.path("/api/dead-letters/{id}").path("get"), "id")).isEqualTo("integer");
    }

    private static String type(JsonNode operation, String name) {
        return operation
                .path("parameters")
                .valueStream()
                .filter(it -> it.path("name").asString().equals(name))
                .map(it -> it.path("schema").path("type").asString(it.toString()))
                .findFirst()
                .orElse(operation.toString());
    }

    private static void assertRefused(HttpResponse<String> answer, String field, String why) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("errors").toString())
                .isEqualTo("[{\"field\":\"%s\",\"message\":\"%s\"}]".formatted(field, why));
        assertThat(problem.path("detail").asString()).isNotBlank();
    }
}
