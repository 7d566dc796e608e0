package io.backstitch.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a request says besides what its door asks for is never left out in silence. */
class StrictRequestsTest {

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
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"subject\":\"a\",\"version\":1,\"Pause\":\"PT1S\"} | Pause is no field of this request; it has pause, steps, subject, version",
                "{\"subject\":\"a\",\"version\":1,\"steps\":[{\"name\":\"b\",\"done\":true,\"x\":1}]} | steps[0].x is no field of this request; it has done, name",
                "{\"subject\":\"a\",\"subject\":\"b\",\"version\":1} | The body has a field twice; say once what it is",
                "{\"subject\":\"a\",\"version\":1,\"steps\":[{\"name\":\"b\",\"name\":\"c\"}]} | The body has a field twice in steps[0]; say once what it is",
                "{\"subject\":\"a\",\"version\":\"soon\"} | version must be a whole number",
                "{\"subject\":\"a\",\"version\":1,\"pause\":\"soon\"} | Some fields are missing or wrong; see errors: pause must be a duration such as PT15M or P3D",
                "{\"subject\":{},\"version\":1} | subject must be a text",
                "{\"subject\":\"a\",\"version\":1,\"steps\":{}} | steps must be a list",
                "{\"subject\":\"a\",\"version\":1} {} | The body has something behind its JSON; send one value",
                "{\"subject\": | The body is no JSON that we can read; correct it and send it again",
                "[] | The body must be an object",
            })
    void saysWhichFieldIsWrongAndWhatItWouldBe(String body, String detail) throws Exception {
        assertRefused(post(body), 400, detail);
    }

    @Test
    void saysThatThereIsNoBody() throws Exception {
        assertRefused(post(""), 400, "There is no body that we can read; send it as JSON");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/runs?limit=1&Limit=2 | This path takes no parameter \"Limit\"; it takes limit, process, since, state, stuck",
                "/api/runs?limit=1&limit=2 | limit comes 2 times; send it once",
                "/api/runs?limit=1&%6Cimit=2 | limit comes 2 times; send it once",
                "/api/runs?limit=1&a%0Ab=2 | This path takes no parameter \"…\"; it takes limit, process, since, state, stuck",
                "/api/runs/1?id=2 | This path takes no parameter \"id\"; it takes none",
            })
    void refusesAParameterThatItsPathDoesNotTake(String address, String detail) throws Exception {
        assertRefused(server.send("GET", address, "run-viewer"), 400, detail);
    }

    @Test
    void refusesAHeaderThatComesTwice() throws Exception {
        HttpRequest.Builder request = server.request("/api/workspaces", "workspace-requester")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "one")
                .header("Idempotency-Key", "two")
                .POST(BodyPublishers.ofString("{}"));

        assertRefused(server.send(request), 400, "The header Idempotency-Key comes 2 times; send it once");
    }

    @Test
    void refusesAPartThatItsDoorDoesNotTake() throws Exception {
        assertThat(parts(Map.of("file", "a", "pause", "PT1S")).statusCode()).isEqualTo(200);
        assertRefused(
                parts(Map.of("file", "a", "Pause", "PT1S")),
                400,
                "This path takes no parameter \"Pause\"; it takes file, pause");
        assertRefused(
                parts("?pause=PT1S", Map.of("file", "a", "pause", "PT1S")), 400, "pause comes 2 times; send it once");
    }

    /** As RFC 9110 says it. */
    @Test
    void refusesABodyInAnEncodingThatItDoesNotReadAndNamesThatWhichItReads() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/api/engagements", "engagement-planner")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(new byte[] {31, -117})));

        assertRefused(answer, 415, "Send the body as it is, without the header Content-Encoding");
        assertThat(answer.headers().firstValue("Accept-Encoding")).hasValue("identity");
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return server.send(server.request("/api/engagements", "engagement-planner")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> parts(Map<String, String> parts) throws Exception {
        return parts("", parts);
    }

    private static HttpResponse<String> parts(String query, Map<String, String> parts) throws Exception {
        StringBuilder body = new StringBuilder();
        parts.forEach((name, text) -> body.append("--b\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n"
                .formatted(name, name.equals("file") ? "; filename=\"f\"" : "", text)));
        return server.send(server.request("/api/engagements" + query, "engagement-planner")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(body + "--b--\r\n")));
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("detail").asString()).isEqualTo(detail);
    }
}
