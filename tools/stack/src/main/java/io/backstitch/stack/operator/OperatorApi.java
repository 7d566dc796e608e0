package io.backstitch.stack.operator;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.demo.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** The application's API for operators. Every no becomes a {@link StackFailure} with its reason. */
public final class OperatorApi {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration MUCH_PATIENCE = Duration.ofMinutes(30);

    private static final int NOT_FOUND = 404;

    private final URI application;
    private final Supplier<String> token;

    /**
     * Calls nobody yet.
     *
     * @param application may have a path, without a slash at its end
     * @param token an access token of the realm, with the roles {@code run-viewer} and {@code run-operator}
     */
    public OperatorApi(URI application, Supplier<String> token) {
        this.application = application;
        this.token = token;
    }

    /** The answer to a question; nothing is changed. */
    public JsonNode get(String path) {
        return send(request(path));
    }

    /** The answer to a question that may take long; empty when an application of another version does not know it. */
    public Optional<JsonNode> find(String path) {
        Reply reply = answer(request(path), MUCH_PATIENCE);
        return reply.status() == NOT_FOUND ? Optional.empty() : Optional.of(body(reply));
    }

    /** The answer to a command. */
    public JsonNode post(String path, Map<String, ?> body) {
        return send(posted(path, body), PATIENCE);
    }

    /** The answer to a command that may take long, since it looks through all that there is. */
    public JsonNode postAndWait(String path, Map<String, ?> body) {
        return send(posted(path, body), MUCH_PATIENCE);
    }

    private HttpRequest.Builder posted(String path, Map<String, ?> body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Reply.JSON.writeValueAsString(body)));
    }

    /** The answer to a command that sets something, with more headers. */
    public JsonNode put(String path, Map<String, ?> body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        headers.forEach(request::header);
        return send(request.PUT(BodyPublishers.ofString(Reply.JSON.writeValueAsString(body))));
    }

    /**
     * What a door answers, a no as well as a yes.
     *
     * @param body JSON, sent as it is
     * @throws IOException when nobody answers: nobody knows then whether it was taken
     */
    public Reply submit(String path, String body, String idempotencyKey) throws IOException {
        return Reply.to(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(body)));
    }

    /**
     * Copies an answer that may be long.
     *
     * @throws IOException when it cannot be written, or the application breaks off
     */
    public void download(String path, OutputStream out) throws IOException {
        requireYes(Reply.copy(request(path), out));
    }

    private HttpRequest.Builder request(String path) {
        return Reply.request(URI.create(application + path)).header("Authorization", "Bearer " + token.get());
    }

    private JsonNode send(HttpRequest.Builder request) {
        return send(request, PATIENCE);
    }

    private JsonNode send(HttpRequest.Builder request, Duration patience) {
        return body(answer(request, patience));
    }

    private JsonNode body(Reply reply) {
        requireYes(reply);
        if (!reply.body().isObject()) {
            throw new StackFailure(
                    "What answers at %s is not the API of Backstitch.".formatted(application),
                    "Set BACKSTITCH_URL to where the application is.");
        }
        return reply.body();
    }

    private static void requireYes(Reply reply) {
        if (!reply.isOk()) {
            throw new StackFailure("The application says no (%s).".formatted(reply.reason()), whatToDo(reply.status()));
        }
    }

    private Reply answer(HttpRequest.Builder request, Duration patience) {
        try {
            return Reply.to(request, patience);
        } catch (IOException e) {
            throw new StackFailure(
                    "The application does not answer at %s.".formatted(application),
                    "Set BACKSTITCH_URL to where it is, or start the stack: ./backstitch up",
                    e);
        }
    }

    private static String whatToDo(int status) {
        return switch (status) {
            case 401 -> "Set BACKSTITCH_TOKEN to an access token that is still valid.";
            case 403 ->
                "To look, the access token needs the role run-viewer; to decide, run-operator; to read the audit, auditor; to erase a person, privacy-officer.";
            case 404 ->
                "See what there is: backstitch runs, backstitch dead-letters --state ALL, backstitch effects, or backstitch audit export.";
            case 409 -> "Nothing was changed, unless it says so.";
            default ->
                status < 500
                        ? "Nothing was changed."
                        : "Its log says why; of the embedded stack: ./backstitch logs application";
        };
    }
}
