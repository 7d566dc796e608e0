package io.backstitch.approval;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is at which task in Tasklist, and whether they may be, as far as the engine's records tell. */
@Component
class Holds {

    private final JdbcClient jdbc;

    Holds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Somebody is at a task.
     *
     * @param candidateGroups whom the model asks
     * @param candidateUsers whom it asks by name; both are null when that is not known
     * @param position of the record that tells it
     */
    record Held(
            long task,
            long elementInstance,
            long instance,
            String process,
            String holder,
            @Nullable List<String> candidateGroups,
            @Nullable List<String> candidateUsers,
            long position) {}

    /** Those that nobody has judged yet, in no order: one about whom the directory does not answer holds up nobody for long. */
    List<Held> unjudged(int most) {
        return jdbc.sql("""
                        SELECT task.* FROM user_task AS task
                        LEFT JOIN task_hold AS hold ON hold.user_task_key = task.user_task_key AND hold.holder = task.assignee
                        WHERE task.state = 'CREATED' AND task.assignee IS NOT NULL
                          AND (hold.position IS NULL OR hold.position < task.position)
                        ORDER BY random() LIMIT ?
                        """).param(most).query(Holds::read).list();
    }

    /**
     * They may: until the engine tells something new of the task.
     */
    void allowed(Held held) {
        jdbc.sql("""
                        INSERT INTO task_hold AS known (user_task_key, holder, position, times) VALUES (?, ?, ?, 0)
                        ON CONFLICT (user_task_key, holder)
                            DO UPDATE SET position = excluded.position, rule = NULL, release_at = NULL
                        WHERE known.position < excluded.position
                        """).params(held.task(), held.holder(), held.position()).update();
    }

    /**
     * They may not. Returns the how manieth time it is that somebody may not be at this task, from 1, under whatever name; 0 when that record was
     * judged before.
     */
    int refused(Held held, String rule) {
        return jdbc.sql("""
                        WITH judged AS (
                            INSERT INTO task_hold AS known (user_task_key, holder, position, rule, times)
                            VALUES (:task, :holder, :position, :rule, 1)
                            ON CONFLICT (user_task_key, holder)
                                DO UPDATE SET position = excluded.position, rule = excluded.rule, times = known.times + 1
                            WHERE known.position < excluded.position
                            RETURNING times)
                        SELECT times + coalesce((SELECT sum(times) FROM task_hold
                                                 WHERE user_task_key = :task AND holder <> :holder), 0) FROM judged
                        """)
                .param("task", held.task())
                .param("holder", held.holder())
                .param("position", held.position())
                .param("rule", rule)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** When it is to be taken from them; null: it is done. */
    void release(long task, String holder, @Nullable Instant at) {
        jdbc.sql("UPDATE task_hold SET release_at = :at WHERE user_task_key = :task AND holder = :holder")
                .param("at", at == null ? null : Timestamp.from(at), Types.TIMESTAMP)
                .param("task", task)
                .param("holder", holder)
                .update();
    }

    /**
     * A task that is to be taken from somebody now.
     *
     * @param stillTheirs as far as the engine's records tell
     */
    record Due(long task, String holder, boolean stillTheirs) {}

    List<Due> due(Instant now, int most) {
        return jdbc.sql("""
                        SELECT hold.user_task_key, hold.holder, task.state = 'CREATED' AND task.assignee = hold.holder AS theirs
                        FROM task_hold AS hold JOIN user_task AS task USING (user_task_key)
                        WHERE hold.release_at <= ? ORDER BY hold.release_at LIMIT ?
                        """)
                .params(Timestamp.from(now), most)
                .query((row, number) ->
                        new Due(row.getLong("user_task_key"), row.getString("holder"), row.getBoolean("theirs")))
                .list();
    }

    /**
     * Takes it in hand: another instance of the application, which looks as well, does not. It is due again later, unless it is done by then.
     *
     * @return false when another has it in hand
     */
    boolean take(Due due, Instant now, Instant later) {
        return jdbc.sql("""
                                UPDATE task_hold SET release_at = ?
                                WHERE user_task_key = ? AND holder = ? AND release_at <= ?
                                """)
                        .params(Timestamp.from(later), due.task(), due.holder(), Timestamp.from(now))
                        .update()
                == 1;
    }

    /** Nobody is at a task that has ended. */
    void forgetEnded() {
        jdbc.sql("""
                        DELETE FROM task_hold AS hold USING user_task AS task
                        WHERE task.user_task_key = hold.user_task_key AND task.state <> 'CREATED'
                        """).update();
    }

    private static Held read(ResultSet row, int number) throws SQLException {
        return new Held(
                row.getLong("user_task_key"),
                row.getLong("element_instance_key"),
                row.getLong("process_instance_key"),
                row.getString("process"),
                row.getString("assignee"),
                texts(row.getArray("candidate_groups")),
                texts(row.getArray("candidate_users")),
                row.getLong("position"));
    }

    private static @Nullable List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? null : List.of((String[]) array.getArray());
    }
}
