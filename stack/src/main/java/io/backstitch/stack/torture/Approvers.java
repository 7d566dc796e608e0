package io.backstitch.stack.torture;

import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.torture.Move.Way;
import io.backstitch.stack.torture.OperateRecord.Task;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The people of the demo realm where decisions go in: at our door, with their tokens, and at the engine's own, which asks nobody who
 * they are. What is not answered is said again.
 */
final class Approvers {
    private static final Duration BEFORE_REPEAT = Duration.ofMillis(500);
    private static final int LOOKS_FOR_A_TASK = 20;
    /** Whoever is asked again says the same. */
    private static final Set<Integer> ANSWERS = Set.of(200, 202, 204, 400, 403, 404, 409, 422);

    private final Function<String, Doors> login;
    private final URI engine;
    private final OperateRecord tasklist;
    private final Map<String, Doors> people = new ConcurrentHashMap<>();

    /**
     * @param login the doors of the application, for a user name
     * @param engine its REST API
     */
    Approvers(Function<String, Doors> login, URI engine, OperateRecord tasklist) {
        this.login = login;
        this.engine = engine;
        this.tasklist = tasklist;
    }

    /** How an approval stands. */
    record View(@Nullable String outcome, List<Opening> tasks) {
        /** One opening of a task. */
        record Opening(String state) {}

        boolean isDecided() {
            return outcome != null;
        }

        /** How many decisions are on record. */
        long sealed() {
            return tasks.stream().filter(task -> task.state().equals("SEALED")).count();
        }

        /** How many tasks are over, whatever came of them. */
        long over() {
            return tasks.stream().filter(task -> !task.state().equals("OPEN")).count();
        }
    }

    Doors as(String user) {
        return people.computeIfAbsent(user, login);
    }

    /** The approval of a run; empty while it does not wait for this person. */
    Optional<String> approvalOf(String run, String person) {
        return as(person).get("/api/approvals").filter(Reply::isOk).stream()
                .flatMap(reply -> reply.body().path("approvals").valueStream())
                .filter(approval -> approval.path("run").asString("").equals("expense/" + run))
                .map(approval -> approval.path("id").asString(""))
                .findFirst();
    }

    /** Empty when nobody says so now. */
    Optional<View> view(String approval, String requester) {
        return as(requester)
                .get("/api/approvals/" + approval)
                .filter(Reply::isOk)
                .map(reply -> Reply.JSON.treeToValue(reply.body(), View.class));
    }

    /** Makes a move, and says whether it was taken; what comes of it is another question. */
    boolean attempt(String approval, Move move) throws InterruptedException {
        return move.way() == Way.DOOR ? decide(approval, move) : complete(approval, move);
    }

    private boolean decide(String approval, Move move) throws InterruptedException {
        Map<String, Object> body =
                Map.of("decision", move.decision(), "reason", move.reason(), "changes", move.changes());
        while (true) {
            Optional<Reply> reply = as(move.who()).send("POST", "/api/approvals/" + approval + "/decision", body);
            if (reply.isPresent() && ANSWERS.contains(reply.get().status())) {
                return reply.get().isOk();
            }
            Thread.sleep(BEFORE_REPEAT);
        }
    }

    private boolean complete(String approval, Move move) throws InterruptedException {
        Optional<Task> task = taskFor(approval, move);
        if (task.isEmpty()) {
            return false;
        }
        String path = "/v2/user-tasks/" + task.get().key();
        return (move.who().isEmpty()
                        || command(path + "/assignment", Map.of("assignee", move.who(), "allowOverride", true)))
                && command(path + "/completion", Map.of("variables", move.variables(), "action", move.action()));
    }

    /** One that asks who moves, if there is any; those who break the rules take what they find. */
    private Optional<Task> taskFor(String approval, Move move) throws InterruptedException {
        for (int i = 0; i < LOOKS_FOR_A_TASK; i++) {
            Optional<Task> task = tasklist.openTasks(approval).stream()
                    .filter(it -> !move.isHonest() || asks(it, move))
                    .max(Comparator.comparing(it -> asks(it, move)));
            if (task.isPresent()) {
                return task;
            }
            Thread.sleep(BEFORE_REPEAT);
        }
        return Optional.empty();
    }

    private static boolean asks(Task task, Move move) {
        return Level.asks(move.who(), task.users(), task.groups());
    }

    private boolean command(String path, Map<String, Object> body) throws InterruptedException {
        while (true) {
            try {
                Reply reply = Reply.to(Reply.request(engine.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Reply.JSON.writeValueAsString(body))));
                if (ANSWERS.contains(reply.status())) {
                    return reply.isOk();
                }
            } catch (IOException away) {
                // It will be back.
            }
            Thread.sleep(BEFORE_REPEAT);
        }
    }

    /** What the audit has about a run; empty when nobody says so now, or nothing is on record. */
    Optional<JsonNode> audit(String run) {
        return as("auditor").get("/api/audit/runs/" + run).filter(Reply::isOk).map(Reply::body);
    }
}
