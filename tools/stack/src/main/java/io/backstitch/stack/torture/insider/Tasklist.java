package io.backstitch.stack.torture.insider;

import io.backstitch.stack.demo.Reply;
import java.io.IOException;
import java.util.Map;

/** What Tasklist's page lets a person do with tasks, also with those that it does not show them. */
final class Tasklist {
    private final WebSession session;

    Tasklist(WebSession session) {
        this.session = session;
    }

    /** Takes it. */
    Reply assign(long task) throws IOException {
        return session.send("PATCH", "/v1/tasks/%d/assign".formatted(task), Map.of());
    }

    Reply complete(long task, Map<String, Object> variables) throws IOException {
        return session.send(
                "PATCH",
                "/v1/tasks/%d/complete".formatted(task),
                Map.of("variables", StartInTasklist.variables(variables)));
    }
}
