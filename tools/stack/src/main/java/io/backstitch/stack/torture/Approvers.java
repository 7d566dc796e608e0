package io.backstitch.stack.torture;

import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.torture.Move.Way;
import io.backstitch.stack.torture.OperateRecord.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
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
    private static final int LOOKS_FOR_A_TASK = 30;
    /** Whoever is asked again says the same. */
    private static final Set<Integer> ANSWERS = Set.of(200, 202, 204, 400, 403, 404, 409, 422);

    private static final Set<Integer> GONE = Set.of(404, 409);

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
                .filter(approval -> approval.path("run").asString("").equals(run))
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

    /** What became of a move at the place where it went in. */
    enum Reception {
        /** It was taken; what comes of it is another question. */
        TAKEN,
        /** It was refused at once. */
        REFUSED,
        /** There was nothing to decide, or somebody else was at it. */
        MISSED
    }

    /** Makes a move. */
    Reception attempt(String approval, Move move) throws InterruptedException {
        return move.way() == Way.DOOR ? decide(approval, move) : complete(approval, move);
    }

    private Reception decide(String approval, Move move) throws InterruptedException {
        Map<String, Object> body =
                Map.of("decision", move.decision(), "reason", move.reason(), "changes", move.changes());
        while (true) {
            Optional<Reply> reply = as(move.who()).send("POST", "/api/approvals/" + approval + "/decision", body);
            if (reply.isPresent() && ANSWERS.contains(reply.get().status())) {
                return reception(reply.get());
            }
            Thread.sleep(BEFORE_REPEAT);
        }
    }

    private static Reception reception(Reply reply) {
        if (reply.isOk()) {
            return Reception.TAKEN;
        }
        return GONE.contains(reply.status()) ? Reception.MISSED : Reception.REFUSED;
    }

    /** Tasklist may still show a task that is gone: then another one is looked for. */
    private Reception complete(String approval, Move move) throws InterruptedException {
        Set<Long> gone = new HashSet<>();
        for (int i = 0; i < LOOKS_FOR_A_TASK; i++) {
            Optional<Task> task = taskFor(approval, move, gone);
            if (task.isPresent()) {
                Reception reception = complete(task.get(), move);
                if (reception != Reception.MISSED) {
                    return reception;
                }
                gone.add(task.get().key());
            }
            Thread.sleep(BEFORE_REPEAT);
        }
        return Reception.MISSED;
    }

    private Reception complete(Task task, Move move) throws InterruptedException {
        String path = "/v2/user-tasks/" + task.key();
        Reception assigned = move.who().isEmpty()
                ? Reception.TAKEN
                : command(path + "/assignment", Map.of("assignee", move.who(), "allowOverride", true));
        return assigned == Reception.TAKEN
                ? command(path + "/completion", Map.of("variables", move.variables(), "action", move.action()))
                : assigned;
    }

    /** One that asks who moves, if there is any; those who break the rules take what they find. */
    private Optional<Task> taskFor(String approval, Move move, Set<Long> gone) {
        return openTasks(approval).stream()
                .filter(task -> !gone.contains(task.key()))
                .filter(task -> !move.isHonest() || asks(task, move))
                .max(Comparator.comparing(task -> asks(task, move)));
    }

    /** None while nobody says so. */
    private List<Task> openTasks(String approval) {
        try {
            return tasklist.openTasks(approval);
        } catch (UncheckedIOException away) {
            return List.of();
        }
    }

    private static boolean asks(Task task, Move move) {
        return Level.asks(move.who(), task.users(), task.groups());
    }

    private Reception command(String path, Map<String, Object> body) throws InterruptedException {
        while (true) {
            try {
                Reply reply = Reply.to(Reply.request(engine.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Reply.JSON.writeValueAsString(body))));
                if (ANSWERS.contains(reply.status())) {
                    return reception(reply);
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
