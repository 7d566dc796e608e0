package io.backstitch.stack.torture.insider;

import io.backstitch.stack.demo.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;

/** The engine's own REST API, which asks nobody who they are. Each throws {@link IOException} when nobody answers. */
final class EngineDoor {
    private final URI engine;

    EngineDoor(URI engine) {
        this.engine = engine;
    }

    /** Starts a process without a message; the answer has {@code processInstanceKey}. */
    Reply start(String process, Map<String, Object> variables) throws IOException {
        return post("/v2/process-instances", Map.of("processDefinitionId", process, "variables", variables));
    }

    /** Puts a token at an element, with variables, and leaves the others where they are. */
    Reply activate(long instance, String element, Map<String, Object> variables) throws IOException {
        return post(
                "/v2/process-instances/%d/modification".formatted(instance),
                Map.of(
                        "activateInstructions",
                        List.of(Map.of(
                                "elementId", element, "variableInstructions", List.of(Map.of("variables", variables)))),
                        "terminateInstructions",
                        List.of()));
    }

    /** Sets variables of an instance. */
    Reply set(long instance, Map<String, Object> variables) throws IOException {
        return Reply.to(json("/v2/element-instances/%d/variables".formatted(instance))
                .PUT(BodyPublishers.ofString(Reply.JSON.writeValueAsString(Map.of("variables", variables)))));
    }

    Reply cancel(long instance) throws IOException {
        return post("/v2/process-instances/%d/cancellation".formatted(instance), Map.of());
    }

    Reply resolve(long incident) throws IOException {
        return post("/v2/incidents/%d/resolution".formatted(incident), Map.of());
    }

    /** So that an incident of the job can be resolved. */
    Reply giveAttempts(long job) throws IOException {
        return Reply.to(json("/v2/jobs/%d".formatted(job))
                .method("PATCH", BodyPublishers.ofString("{\"changeset\": {\"retries\": 1}}")));
    }

    Reply assign(long task, String user) throws IOException {
        return post("/v2/user-tasks/%d/assignment".formatted(task), Map.of("assignee", user, "allowOverride", true));
    }

    /** @param variables JSON, whatever it holds */
    Reply complete(long task, String variables) throws IOException {
        return postText("/v2/user-tasks/%d/completion".formatted(task), "{\"variables\": %s}".formatted(variables));
    }

    private Reply post(String path, Map<String, Object> body) throws IOException {
        return postText(path, Reply.JSON.writeValueAsString(body));
    }

    private Reply postText(String path, String body) throws IOException {
        return Reply.to(json(path).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder json(String path) {
        return Reply.request(engine.resolve(path)).header("Content-Type", "application/json");
    }
}
