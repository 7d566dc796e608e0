package io.backstitch.stack.demo;

import io.backstitch.stack.StackFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;

/** The application's API, called as one demo user. Every no becomes a {@link StackFailure} with its reason. */
final class ApplicationApi {
    private final URI application;
    private final URI management;
    private final Login login;

    ApplicationApi(URI application, URI management, Login login) {
        this.application = application;
        this.management = management;
        this.login = login;
    }

    /** Returns when the application is ready for runs; fails at once when it is not. */
    void requireReady() {
        if (!send(Reply.request(management.resolve("/actuator/health/readiness")))
                .isOk()) {
            throw new StackFailure(
                    "The application is not ready yet.",
                    "Look at './backstitch status' and './backstitch logs application', and try again.");
        }
    }

    /**
     * Sends a request to the door of a process; the same key again is the same run.
     *
     * @return the id of the run
     */
    String start(String door, String idempotencyKey, Record request) {
        return accepted(authorized(door)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(json(request)))
                .body()
                .path("id")
                .asString();
    }

    /** Sets something; the same again changes nothing. */
    void put(String path, Record value) {
        accepted(authorized(path).header("Content-Type", "application/json").PUT(json(value)));
    }

    private static BodyPublisher json(Record value) {
        return BodyPublishers.ofString(Reply.JSON.writeValueAsString(value));
    }

    RunView run(String id) {
        return Reply.JSON.treeToValue(accepted(authorized("/api/runs/" + id)).body(), RunView.class);
    }

    private record Reason(String reason) {}

    void cancel(String id, String reason) {
        accepted(authorized("/api/runs/" + id + "/cancel")
                .header("Content-Type", "application/json")
                .POST(json(new Reason(reason))));
    }

    private HttpRequest.Builder authorized(String path) {
        return Reply.request(application.resolve(path)).header("Authorization", "Bearer " + login.token());
    }

    private Reply accepted(HttpRequest.Builder request) {
        var reply = send(request);
        if (!reply.isOk()) {
            throw new StackFailure(
                    "The application says no (%s).".formatted(reply.reason()),
                    "'./backstitch logs application' may tell more.");
        }
        return reply;
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            return Reply.to(request);
        } catch (IOException e) {
            throw new StackFailure(
                    "The application does not answer at %s.".formatted(application),
                    "Start the stack: ./backstitch up",
                    e);
        }
    }
}
