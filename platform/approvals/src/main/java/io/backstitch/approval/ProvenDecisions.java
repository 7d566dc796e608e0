package io.backstitch.approval;

import io.backstitch.approval.Completion.Strength;
import io.backstitch.compensation.Fingerprint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * ProvenDecisions that came with a token. Each is stored before the engine is told; its id, which nobody else knows, goes with the completion,
 * so that the engine's record of it proves which decision it was.
 */
@Component
class ProvenDecisions {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ProvenDecisions(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    enum State {
        STORED,
        /** The engine has completed the task with it. */
        TOLD,
        /** Somebody else had completed the task, or it was gone. */
        OVERTAKEN
    }

    /**
     * A decision.
     *
     * @param task the element instance
     * @param answer as the form would have submitted it
     */
    record Stored(
            UUID id,
            long approval,
            long task,
            String actor,
            @Nullable Instant authenticatedAt,
            JsonNode answer,
            Fingerprint fingerprint,
            Instant at,
            State state) {}

    void add(Stored decision) {
        jdbc.sql("""
                        INSERT INTO approval_decision
                            (id, approval, element_instance_key, actor, authenticated_at, answer, fingerprint, at)
                        VALUES (:id, :approval, :task, :actor, :authenticated_at, :answer::jsonb, :fingerprint, :at)
                        """)
                .param("id", decision.id())
                .param("approval", decision.approval())
                .param("task", decision.task())
                .param("actor", decision.actor())
                .param("authenticated_at", timestamp(decision.authenticatedAt()), Types.TIMESTAMP)
                .param("answer", decision.answer().toString())
                .param("fingerprint", decision.fingerprint().value())
                .param("at", Timestamp.from(decision.at()))
                .update();
    }

    /** The newest of this person's about the approval, unless somebody was faster. */
    Optional<Stored> find(long approval, String actor) {
        return jdbc.sql("""
                        SELECT * FROM approval_decision WHERE approval = ? AND actor = ? AND state <> 'OVERTAKEN'
                        ORDER BY at DESC LIMIT 1
                        """).params(approval, actor).query(this::read).optional();
    }

    /** The tasks of the approval that somebody has decided already, whether or not the engine has heard of it. */
    Set<Long> decidedTasks(long approval) {
        return jdbc.sql(
                        "SELECT element_instance_key FROM approval_decision WHERE approval = ? AND state <> 'OVERTAKEN'")
                .param(approval)
                .query((row, number) -> row.getLong(1))
                .set();
    }

    /** Those that the engine has not been told, oldest first. */
    List<Stored> untold() {
        return jdbc.sql("SELECT * FROM approval_decision WHERE state = 'STORED' AND %s ORDER BY at LIMIT 100"
                        .formatted(Telling.DUE.formatted("'decision/' || id")))
                .query(this::read)
                .list();
    }

    /** False when that was known before. */
    boolean told(UUID id, State state) {
        return jdbc.sql("UPDATE approval_decision SET state = ? WHERE id = ? AND state = 'STORED'")
                        .params(state.name(), id)
                        .update()
                == 1;
    }

    /** What a completed task says: proven, when it carries the id of a decision of ours about this very task. */
    Completion completion(UserTasks.UserTask completed) {
        return provenBy(completed)
                .map(decision -> new Completion(
                        decision.actor(),
                        Strength.PROVEN,
                        decision.authenticatedAt(),
                        Answer.of(decision.answer()),
                        decision.at(),
                        completed.formKey(),
                        completed.partition(),
                        completed.position()))
                .orElseGet(() -> new Completion(
                        completed.assignee(),
                        Strength.ASSERTED,
                        null,
                        Answer.of(completed.answer() == null ? json.createObjectNode() : completed.answer()),
                        completed.endedAt(),
                        completed.formKey(),
                        completed.partition(),
                        completed.position()));
    }

    /** A decision that the engine never took. */
    static Completion completion(Stored decision) {
        return new Completion(
                decision.actor(),
                Strength.PROVEN,
                decision.authenticatedAt(),
                Answer.of(decision.answer()),
                decision.at(),
                null,
                null,
                null);
    }

    private Optional<Stored> provenBy(UserTasks.UserTask completed) {
        return uuid(completed.action())
                .flatMap(id -> jdbc.sql("SELECT * FROM approval_decision WHERE id = ? AND element_instance_key = ?")
                        .params(id, completed.elementInstanceKey())
                        .query(this::read)
                        .optional());
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // What Tasklist and others say: "complete", or nothing.
        }
    }

    private Stored read(ResultSet row, int number) throws SQLException {
        Timestamp authenticatedAt = row.getTimestamp("authenticated_at");
        return new Stored(
                row.getObject("id", UUID.class),
                row.getLong("approval"),
                row.getLong("element_instance_key"),
                row.getString("actor"),
                authenticatedAt == null ? null : authenticatedAt.toInstant(),
                json.readTree(row.getString("answer")),
                new Fingerprint(row.getString("fingerprint")),
                row.getTimestamp("at").toInstant(),
                State.valueOf(row.getString("state")));
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant time) {
        return time == null ? null : Timestamp.from(time);
    }
}
