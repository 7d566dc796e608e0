package io.backstitch.stack.operator;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.demo.Login;
import io.backstitch.stack.demo.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** The application's API for operators. Every no becomes a {@link StackFailure} with its reason. */
public final class OperatorApi {

    private final URI application;
    private final Supplier<String> token;

    /**
     * Calls nobody yet.
     *
     * @param token an access token of the realm, with the roles {@code run-viewer} and {@code run-operator}
     */
    public OperatorApi(URI application, Supplier<String> token) {
        this.application = application;
        this.token = token;
    }

    /** As the demo's operator when no token is given. */
    public static OperatorApi of(URI application, String givenToken, Login demo) {
        return new OperatorApi(application, givenToken.isBlank() ? demo::token : () -> givenToken);
    }

    /** The answer to a question; nothing is changed. */
    public JsonNode get(String path) {
        return send(request(path));
    }

    /** The answer to a command. */
    public JsonNode post(String path, Map<String, ?> body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Reply.JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String path) {
        return Reply.request(application.resolve(path)).header("Authorization", "Bearer " + token.get());
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            Reply reply = Reply.to(request);
            if (!reply.isOk()) {
                throw new StackFailure(
                        "The application says no (%s).".formatted(reply.reason()),
                        reply.status() == 401 || reply.status() == 403
                                ? "Set BACKSTITCH_TOKEN to an access token with the roles run-viewer and run-operator."
                                : "Nothing was changed by this call, unless it says so.");
            }
            return reply.body();
        } catch (IOException e) {
            throw new StackFailure(
                    "The application does not answer at %s.".formatted(application),
                    "Set BACKSTITCH_URL to where it is, or start the stack: ./backstitch up",
                    e);
        }
    }
}
