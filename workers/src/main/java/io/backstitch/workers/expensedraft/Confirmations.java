package io.backstitch.workers.expensedraft;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who confirmed drafts, by the engine's own records of the people's tasks, and what came of each confirmation. */
@Component
class Confirmations {

    private final JdbcClient jdbc;

    Confirmations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The task was completed.
     *
     * @param task the engine's key of it
     * @param assignee whose it was then; null when it was nobody's
     */
    record Confirmation(long task, @Nullable String assignee) {}

    /** What the step has answered; empty when it has not. */
    Optional<HandIn.Answered> answered(long step) {
        return jdbc.sql("SELECT outcome, note FROM expense_draft_answer WHERE step = ?")
                .param(step)
                .query((row, number) -> new HandIn.Answered(row.getString("outcome"), row.getString("note")))
                .optional();
    }

    /** The completed task of the draft that has no answer yet; empty when no record of it has come. */
    Optional<Confirmation> unanswered(long draft) {
        return jdbc.sql("""
                        SELECT user_task_key, assignee FROM user_task
                        WHERE process_instance_key = ? AND state = 'COMPLETED'
                            AND NOT EXISTS (SELECT FROM expense_draft_answer WHERE task = user_task_key)
                        ORDER BY user_task_key LIMIT 1
                        """).param(draft).query(Confirmations::read).optional();
    }

    private static Confirmation read(ResultSet row, int number) throws SQLException {
        return new Confirmation(row.getLong("user_task_key"), row.getString("assignee"));
    }

    void answer(long step, Confirmation confirmation, HandIn.Answered answered) {
        jdbc.sql("INSERT INTO expense_draft_answer (step, task, outcome, note) VALUES (?, ?, ?, ?)")
                .params(step, confirmation.task(), answered.outcome(), answered.note())
                .update();
    }
}
