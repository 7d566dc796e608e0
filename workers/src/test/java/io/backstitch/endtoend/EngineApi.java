package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.junit.RunningStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The engine's own API, as anybody can use it who reaches it: it asks nobody who they are. */
final class EngineApi {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    EngineApi(RunningStack stack) {
        this.url = stack.zeebeRestUrl();
    }

    /** Starts a process without a message, and returns the instance. */
    long start(String process, Map<String, Object> variables) {
        String started = post("/v2/process-instances", Map.of("processDefinitionId", process, "variables", variables));
        return JSON.readTree(started).path("processInstanceKey").asLong();
    }

    /** Puts a token at an element, with variables, as Operate's modification does. */
    void activate(long instance, String element, Map<String, Object> variables) {
        post(
                "/v2/process-instances/" + instance + "/modification",
                Map.of(
                        "activateInstructions",
                        List.of(Map.of(
                                "elementId", element, "variableInstructions", List.of(Map.of("variables", variables)))),
                        "terminateInstructions",
                        List.of()));
    }

    void assign(long task, String user) {
        post("/v2/user-tasks/" + task + "/assignment", Map.of("assignee", user, "allowOverride", true));
    }

    void unassign(long task) {
        send(request("/v2/user-tasks/" + task + "/assignee").DELETE());
    }

    void complete(long task, Map<String, Object> variables) {
        complete(task, JSON.writeValueAsString(variables));
    }

    /** @param variables JSON, whatever it holds */
    void complete(long task, String variables) {
        post("/v2/user-tasks/" + task + "/completion", "{\"variables\": %s}".formatted(variables));
    }

    private String post(String path, Map<String, Object> body) {
        return post(path, JSON.writeValueAsString(body));
    }

    private String post(String path, String body) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path));
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
