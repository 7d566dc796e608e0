package io.backstitch.approval;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People's tasks as the engine's records tell them: a moment behind the engine, more while Kafka is away. */
@Component
class UserTasks {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    UserTasks(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A task.
     *
     * @param action as the completion named it; empty when it named none
     * @param answer the variables of the completion; null while there is none
     * @param partition of the engine, and
     * @param position the place in its log, of the newest record
     */
    record UserTask(
            long key,
            long elementInstanceKey,
            @Nullable Long formKey,
            @Nullable String assignee,
            State state,
            String action,
            @Nullable JsonNode answer,
            int partition,
            long position,
            @Nullable Instant endedAt) {}

    enum State {
        CREATED,
        COMPLETED,
        CANCELED
    }

    Optional<UserTask> ofElementInstance(long key) {
        return jdbc.sql("SELECT * FROM user_task WHERE element_instance_key = ?")
                .param(key)
                .query(this::read)
                .optional();
    }

    private UserTask read(ResultSet row, int number) throws SQLException {
        String answer = row.getString("answer");
        String action = row.getString("action");
        Timestamp endedAt = row.getTimestamp("ended_at");
        return new UserTask(
                row.getLong("user_task_key"),
                row.getLong("element_instance_key"),
                row.getObject("form_key", Long.class),
                row.getString("assignee"),
                State.valueOf(row.getString("state")),
                action == null ? "" : action,
                answer == null ? null : json.readTree(answer),
                row.getInt("partition"),
                row.getLong("position"),
                endedAt == null ? null : endedAt.toInstant());
    }
}
