package io.backstitch.stack.torture.insider;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.demo.Login;
import io.backstitch.stack.demo.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The doors of the application, for one person with their token; the instances in turn. Each throws {@link IOException} when nobody answers. */
final class PersonDoor {
    private final List<URI> doors;
    private final Login login;
    private final AtomicInteger turn = new AtomicInteger();

    PersonDoor(List<URI> doors, Login login) {
        this.doors = List.copyOf(doors);
        this.login = login;
    }

    Reply get(String path) throws IOException {
        return send("GET", path, Map.of(), null);
    }

    Reply post(String path, Object body) throws IOException {
        return send("POST", path, Map.of(), body);
    }

    /** Asks for a run. */
    Reply ask(String path, String idempotencyKey, Object body) throws IOException {
        return send("POST", path, Map.of("Idempotency-Key", idempotencyKey), body);
    }

    private Reply send(String method, String path, Map<String, String> headers, @Nullable Object body)
            throws IOException {
        URI door = doors.get(Math.floorMod(turn.getAndIncrement(), doors.size()));
        var request = Reply.request(door.resolve(path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(Reply.JSON.writeValueAsString(body)));
        headers.forEach(request::header);
        return Reply.to(request);
    }

    private String token() throws IOException {
        try {
            return login.token();
        } catch (StackFailure nobody) {
            throw new IOException(nobody);
        }
    }
}
