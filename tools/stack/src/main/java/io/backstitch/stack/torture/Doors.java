package io.backstitch.stack.torture;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.demo.Login;
import io.backstitch.stack.demo.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * The real doors of the application, one for each instance, with real tokens. Calls go to the doors in turn, so that a repeat meets
 * another instance than the call before, if there is one.
 */
final class Doors {
    /** The request is wrong, whoever is asked. */
    private static final Set<Integer> FINAL = Set.of(400, 403, 409, 413, 415, 422);

    /** A token may be too old a moment later; a signature and a source may not. */
    private static final Set<Integer> FINAL_OF_WEBHOOK = Set.of(400, 401, 404, 409, 413, 415);

    private final List<URI> doors;
    private final Login login;
    private final AtomicInteger turn = new AtomicInteger();

    Doors(List<URI> doors, Login login) {
        this.doors = List.copyOf(doors);
        this.login = login;
    }

    /** Asks once for a run. */
    Answer start(String path, String idempotencyKey, Record body) {
        return ask(path, http -> json(http, "POST", body).header("Idempotency-Key", idempotencyKey));
    }

    /** Tells once, without a token: who sends a webhook proves it by its headers. */
    Answer tell(String path, Map<String, String> headers, String body) {
        return answer(
                callOpen(path, http -> {
                    headers.forEach(http::header);
                    return http.POST(BodyPublishers.ofString(body));
                }),
                FINAL_OF_WEBHOOK);
    }

    /** Asks once for the end of a run; the no of a run that has ended, or is on its way back already, is final. */
    Answer cancel(String id) {
        return ask(
                "/api/runs/" + id + "/cancel",
                http -> http.header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"reason\": \"torture\"}")));
    }

    /** How a run stands; empty when nobody says so now. */
    Optional<RunRecord> run(String id) {
        return call("/api/runs/" + id, HttpRequest.Builder::GET)
                .filter(Reply::isOk)
                .map(reply -> Reply.JSON.treeToValue(reply.body(), RunRecord.class));
    }

    /** What the address says; empty when nobody answers. */
    Optional<Reply> get(String path) {
        return call(path, HttpRequest.Builder::GET);
    }

    /** What is said to this; empty when nobody answers: it may have been taken all the same. */
    Optional<Reply> send(String method, String path, Object body) {
        return call(path, http -> json(http, method, body));
    }

    private static HttpRequest.Builder json(HttpRequest.Builder http, String method, Object body) {
        return http.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(Reply.JSON.writeValueAsString(body)));
    }

    private Answer ask(String path, Call call) {
        return answer(call(path, call), FINAL);
    }

    private static Answer answer(Optional<Reply> reply, Set<Integer> isFinal) {
        if (reply.isEmpty()) {
            return new Answer.Lost("no answer");
        }
        if (reply.get().status() == 202) {
            JsonNode id = reply.get().body().path("id");
            return new Answer.Yes(id.asString(""));
        }
        String reason = reply.get().reason();
        return isFinal.contains(reply.get().status()) ? new Answer.No(reason) : new Answer.Lost(reason);
    }

    private Optional<Reply> call(String path, Call call) {
        return callOpen(path, http -> call.of(http.header("Authorization", "Bearer " + login.token())));
    }

    private Optional<Reply> callOpen(String path, Call call) {
        URI door = doors.get(Math.floorMod(turn.getAndIncrement(), doors.size()));
        try {
            return Optional.of(Reply.to(call.of(Reply.request(door.resolve(path)))));
        } catch (IOException | StackFailure nobody) {
            return Optional.empty();
        }
    }

    @FunctionalInterface
    private interface Call {
        HttpRequest.Builder of(HttpRequest.Builder request);
    }
}
