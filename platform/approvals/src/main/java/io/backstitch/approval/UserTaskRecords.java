package io.backstitch.approval;

import io.backstitch.messaging.EngineRecord;
import io.backstitch.messaging.EngineRecordHandler;
import io.backstitch.messaging.RebuildableRecords;
import io.backstitch.messaging.TopicBeginning;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Keeps the people's tasks up to date. A record that comes again, or late, changes nothing; all of them from the beginning make the same
 * table.
 */
@Component
class UserTaskRecords implements EngineRecordHandler, RebuildableRecords {

    private static final Map<String, UserTasks.State> STATES = Map.of(
            "CREATED", UserTasks.State.CREATED,
            "ASSIGNED", UserTasks.State.CREATED,
            "UPDATED", UserTasks.State.CREATED,
            "COMPLETED", UserTasks.State.COMPLETED,
            "CANCELED", UserTasks.State.CANCELED);
    private static final Set<UserTasks.State> ENDED = Set.of(UserTasks.State.COMPLETED, UserTasks.State.CANCELED);
    private static final long NONE = -1;

    private final JdbcClient jdbc;
    private final LateDecisions late;

    UserTaskRecords(JdbcClient jdbc, LateDecisions late) {
        this.jdbc = jdbc;
        this.late = late;
    }

    @Override
    public String valueType() {
        return "USER_TASK";
    }

    @Override
    public void handle(EngineRecord record) {
        UserTasks.State state = STATES.get(record.intent());
        if (state != null && store(record, state) && state == UserTasks.State.COMPLETED) {
            late.completed(record.number("elementInstanceKey"));
        }
    }

    /** The step that seals waits for the completion: it comes to a refusal, and the task opens again. */
    @Override
    public void cannotTake(EngineRecord record) {
        if (STATES.get(record.intent()) != UserTasks.State.COMPLETED) {
            return;
        }
        Timestamp at = Timestamp.from(record.timestamp());
        int completed = jdbc.sql("""
                        UPDATE user_task SET state = 'COMPLETED', answer = :answer::jsonb, position = :position, ended_at = :at
                        WHERE user_task_key = :key AND position < :position
                        """)
                .param("answer", "{\"decision\": \"%s\"}".formatted(Answer.UNREADABLE))
                .param("position", record.position())
                .param("at", at)
                .param("key", record.key())
                .update();
        if (completed == 1) {
            late.completed(record.number("elementInstanceKey"));
        }
    }

    @Override
    public void forget(TopicBeginning beginning) {
        jdbc.sql("DELETE FROM user_task WHERE partition = ? AND created_at > ?")
                .params(beginning.partition(), beginning.time())
                .update();
    }

    /** What was too late then is on record as that. */
    @Override
    public void restore(EngineRecord record) {
        UserTasks.State state = STATES.get(record.intent());
        if (state != null) {
            store(record, state);
        }
    }

    /** False when what is stored is as new. */
    private boolean store(EngineRecord record, UserTasks.State state) {
        boolean completed = state == UserTasks.State.COMPLETED;
        long form = record.value().path("formKey").asLong(NONE);
        Timestamp at = Timestamp.from(record.timestamp());
        return jdbc.sql("""
                        INSERT INTO user_task AS known (user_task_key, element_instance_key, process_instance_key, process,
                            element, form_key, assignee, candidate_groups, candidate_users, state, action, answer, partition, position,
                            created_at, ended_at)
                        VALUES (:key, :element_instance, :process_instance, :process, :element, :form, :assignee, :groups, :users,
                            :state, :action, :answer::jsonb, :partition, :position, :at, :ended_at)
                        ON CONFLICT (user_task_key) DO UPDATE SET
                            assignee = excluded.assignee, candidate_groups = excluded.candidate_groups,
                            candidate_users = excluded.candidate_users, state = excluded.state, action = excluded.action,
                            answer = excluded.answer, position = excluded.position, ended_at = excluded.ended_at,
                            form_key = coalesce(excluded.form_key, known.form_key)
                        WHERE known.position < excluded.position
                        """)
                        .param("key", record.key())
                        .param("element_instance", record.number("elementInstanceKey"))
                        .param("process_instance", record.number("processInstanceKey"))
                        .param("process", record.text("bpmnProcessId"))
                        .param("element", record.text("elementId"))
                        .param("form", form == NONE ? null : form, Types.BIGINT)
                        .param("assignee", text(record, "assignee"), Types.VARCHAR)
                        .param("groups", texts(record, "candidateGroupsList"))
                        .param("users", texts(record, "candidateUsersList"))
                        .param("state", state.name())
                        .param("action", completed ? text(record, "action") : null, Types.VARCHAR)
                        .param("answer", completed ? answer(record) : null, Types.VARCHAR)
                        .param("partition", record.partition())
                        .param("position", record.position())
                        .param("at", at)
                        .param("ended_at", ENDED.contains(state) ? at : null, Types.TIMESTAMP)
                        .update()
                == 1;
    }

    /** Of approvals only: what else people submit is none of ours. */
    private static @Nullable String answer(EngineRecord record) {
        JsonNode variables = record.value().path("variables");
        return record.text("bpmnProcessId").equals(ApprovalProcess.ID) ? variables.toString() : null;
    }

    private static String[] texts(EngineRecord record, String field) {
        return record.value().path(field).valueStream().map(JsonNode::asString).toArray(String[]::new);
    }

    private static @Nullable String text(EngineRecord record, String field) {
        String text = record.value().path(field).asString("");
        return text.isEmpty() ? null : text;
    }
}
