package io.backstitch.approval;

import io.backstitch.approval.Rules.Earlier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each time that a seat's task was opened, and what came of it. */
@Component
class ApprovalTasks {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ApprovalTasks(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    enum State {
        OPEN,
        SEALED,
        REFUSED,
        TOO_LATE
    }

    /**
     * One opening of a seat's task.
     *
     * @param key the engine's element instance
     * @param seen hash of the snapshot
     * @param note why a former decision was refused; empty at the first opening
     */
    record Task(
            long key,
            long approval,
            int level,
            int seat,
            State state,
            String seen,
            String note,
            Instant openedAt,
            @Nullable String actor,
            @Nullable String decision,
            @Nullable String reason) {}

    /**
     * What is stored of a decision.
     *
     * @param by the instance of the step that seals; null when none did
     * @param proposal with the edits; null without any
     */
    record Ended(
            State state,
            @Nullable Long by,
            @Nullable String actor,
            @Nullable String onBehalfOf,
            Answer answer,
            boolean counted,
            @Nullable String rule,
            @Nullable JsonNode proposal) {}

    /** False when it was open already. */
    boolean open(Task task) {
        return jdbc.sql("""
                        INSERT INTO approval_task (element_instance_key, approval, level, seat, seen, note, opened_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (element_instance_key) DO NOTHING
                        """)
                        .params(
                                task.key(),
                                task.approval(),
                                task.level(),
                                task.seat(),
                                task.seen(),
                                task.note(),
                                Timestamp.from(task.openedAt()))
                        .update()
                == 1;
    }

    /** All with these keys. */
    Map<Long, Task> find(Collection<Long> keys) {
        return jdbc
                .sql("SELECT * FROM approval_task WHERE element_instance_key = ANY (?)")
                .param(keys.toArray(Long[]::new))
                .query(ApprovalTasks::read)
                .list()
                .stream()
                .collect(Collectors.toMap(Task::key, Function.identity()));
    }

    Optional<Task> find(long key) {
        return jdbc.sql("SELECT * FROM approval_task WHERE element_instance_key = ?")
                .param(key)
                .query(ApprovalTasks::read)
                .optional();
    }

    /** What this instance of the sealing step has answered before. */
    Optional<Task> sealedBy(long stepInstance) {
        return jdbc.sql("SELECT * FROM approval_task WHERE sealed_by = ?")
                .param(stepInstance)
                .query(ApprovalTasks::read)
                .optional();
    }

    /** Those that nobody has decided, oldest first. */
    List<Task> open(long approval) {
        return jdbc.sql("SELECT * FROM approval_task WHERE approval = ? AND state = 'OPEN' ORDER BY opened_at")
                .param(approval)
                .query(ApprovalTasks::read)
                .list();
    }

    /** All, in the order in which they were opened. */
    List<Task> all(long approval) {
        return jdbc.sql("SELECT * FROM approval_task WHERE approval = ? ORDER BY opened_at, element_instance_key")
                .param(approval)
                .query(ApprovalTasks::read)
                .list();
    }

    /**
     * Of a level the last opening of each seat whose decision was refused: it opens again as soon as the engine has come so far.
     *
     * @param all in the order in which they were opened
     */
    static List<Task> aboutToOpenAgain(List<Task> all, int level) {
        Map<Integer, Task> last = new LinkedHashMap<>();
        all.stream().filter(task -> task.level() == level).forEach(task -> last.put(task.seat(), task));
        return last.values().stream()
                .filter(task -> task.state() == State.REFUSED)
                .toList();
    }

    void end(long key, Ended ended) {
        jdbc.sql("""
                        UPDATE approval_task SET state = :state, sealed_by = :by, actor = :actor, on_behalf_of = :on_behalf_of,
                            decision = :decision, reason = :reason, counted = :counted, rule = :rule,
                            proposal = :proposal::jsonb
                        WHERE element_instance_key = :key
                        """)
                .param("state", ended.state().name())
                .param("by", ended.by(), Types.BIGINT)
                .param("actor", ended.actor(), Types.VARCHAR)
                .param("on_behalf_of", ended.onBehalfOf(), Types.VARCHAR)
                .param("decision", ended.answer().decision())
                .param("reason", ended.answer().reason())
                .param("counted", ended.counted())
                .param("rule", ended.rule(), Types.VARCHAR)
                .param(
                        "proposal",
                        ended.proposal() == null ? null : ended.proposal().toString(),
                        Types.VARCHAR)
                .param("key", key)
                .update();
    }

    /** Who has decided with effect, at any level. */
    List<Earlier> counted(long approval) {
        return jdbc.sql("SELECT actor, on_behalf_of FROM approval_task WHERE approval = ? AND counted")
                .param(approval)
                .query((row, number) -> new Earlier(row.getString("actor"), row.getString("on_behalf_of")))
                .list();
    }

    Approval.Tally tally(long approval, int level) {
        return jdbc.sql("""
                        SELECT count(*) FILTER (WHERE decision = 'approve') AS approved,
                               count(*) FILTER (WHERE decision = 'reject') AS rejected,
                               count(*) FILTER (WHERE decision = 'return') AS returned
                        FROM approval_task WHERE approval = ? AND level = ? AND counted
                        """)
                .params(approval, level)
                .query((row, number) ->
                        new Approval.Tally(row.getInt("approved"), row.getInt("rejected"), row.getInt("returned")))
                .single();
    }

    /** The proposal as an approver changed it; empty when nobody did. */
    Optional<JsonNode> edited(long approval) {
        return jdbc.sql("""
                        SELECT proposal FROM approval_task
                        WHERE approval = ? AND counted AND decision = 'approve' AND proposal IS NOT NULL
                        """)
                .param(approval)
                .query((row, number) -> json.readTree(row.getString("proposal")))
                .optional();
    }

    /** Why it came out as it did: the words of the last one whose decision counts. */
    Optional<String> lastReason(long approval) {
        return jdbc.sql("""
                        SELECT reason FROM approval_task WHERE approval = ? AND counted ORDER BY opened_at DESC LIMIT 1
                        """).param(approval).query(String.class).optional();
    }

    private static Task read(ResultSet row, int number) throws SQLException {
        return new Task(
                row.getLong("element_instance_key"),
                row.getLong("approval"),
                row.getInt("level"),
                row.getInt("seat"),
                State.valueOf(row.getString("state")),
                row.getString("seen"),
                row.getString("note"),
                row.getTimestamp("opened_at").toInstant(),
                row.getString("actor"),
                row.getString("decision"),
                row.getString("reason"));
    }
}
