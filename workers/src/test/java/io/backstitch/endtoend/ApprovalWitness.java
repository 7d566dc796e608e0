package io.backstitch.endtoend;

import static org.awaitility.Awaitility.await;

import io.backstitch.stack.junit.RunningStack;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands in the audit about the approvals of a report, and which of its tasks are open. */
final class ApprovalWitness {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final RunningStack stack;
    private final Reports reports;

    ApprovalWitness(RunningStack stack, Reports reports) {
        this.stack = stack;
        this.reports = reports;
    }

    /** How the run has ended, once it has. */
    String outcome(String run) {
        return reports.as("operator").ended(run).path("outcome").asString();
    }

    /** What the approver saw or proposed, by its hash. */
    String snapshot(String hash) {
        return database()
                .sql("SELECT content FROM approval_snapshot WHERE hash = ?")
                .param(hash)
                .query(String.class)
                .single();
    }

    /** The bodies of the entries of one kind about the run, in their order. */
    List<JsonNode> entries(String run, String kind) {
        return audit(run)
                .filter(piece -> piece.path("entry").path("kind").asString().equals(kind))
                .map(piece -> piece.path("entry").path("body"))
                .toList();
    }

    void awaitEntries(String run, String kind, int number) {
        await(number + " of " + kind).until(() -> entries(run, kind).size() == number);
    }

    private Stream<JsonNode> audit(String run) {
        HttpResponse<String> answer = reports.as("auditor").get("/api/audit/runs/" + run);
        return answer.statusCode() == 404
                ? Stream.of()
                : JSON.readTree(answer.body()).path("entries").valueStream();
    }

    /** Who the pseudonym of an entry means. */
    String actor(String run, JsonNode body) {
        return person(run, body.path("actor"));
    }

    String person(String run, JsonNode pseudonym) {
        String id = pseudonym.path("id").asString();
        return audit(run)
                .flatMap(piece -> piece.path("people").valueStream())
                .filter(person -> person.path("id").asString().equals(id))
                .map(person -> person.path("name").asString(""))
                .findFirst()
                .orElse("");
    }

    long openTask(String run) {
        return openTaskOtherThan(run, 0);
    }

    long openTaskOtherThan(String run, long other) {
        return await("a task of " + run)
                .until(
                        () -> openTasks(run).stream()
                                .filter(task -> task != other)
                                .findFirst()
                                .orElse(0L),
                        task -> task != 0);
    }

    /** As the engine's records tell it. */
    List<Long> openTasks(String run) {
        return database()
                .sql("""
                        SELECT u.user_task_key FROM user_task u
                        JOIN approval_task t USING (element_instance_key)
                        JOIN approval a ON a.id = t.approval
                        WHERE a.run = ? AND u.state = 'CREATED' AND t.state = 'OPEN' ORDER BY 1
                        """)
                .param("expense/" + run)
                .query((row, number) -> row.getLong(1))
                .list();
    }

    /** Who is at a task, as the engine's records tell; empty when nobody is. */
    String assignee(long task) {
        return database()
                .sql("SELECT coalesce(assignee, '') FROM user_task WHERE user_task_key = ?")
                .param(task)
                .query(String.class)
                .single();
    }

    /** The engine's number of a report. */
    long instance(String run) {
        return database()
                .sql("SELECT process_instance_key FROM run_instance WHERE run = ? AND process = 'expense'")
                .param(run)
                .query(Long.class)
                .single();
    }

    boolean isRefusedAndGone(long instance) {
        return database()
                .sql("""
                        SELECT EXISTS (SELECT FROM refused_instance WHERE instance = :instance)
                           AND NOT EXISTS (SELECT FROM engine_instance WHERE instance = :instance)
                        """)
                .param("instance", instance)
                .query(Boolean.class)
                .single();
    }

    /** How often somebody changed it past our doors, as the audit says. */
    int changes(long instance) {
        return database()
                .sql("""
                        SELECT count(*) FROM (
                            SELECT body AS text FROM audit_pending WHERE kind = 'engine.changed'
                            UNION ALL SELECT convert_from(canonical, 'UTF8') FROM audit_entry WHERE kind = 'engine.changed'
                        ) WHERE text LIKE ?
                        """)
                .param("%\"instance\":\"" + instance + "\"%")
                .query(Integer.class)
                .single();
    }

    private JdbcClient database() {
        return JdbcClient.create(new DriverManagerDataSource(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword()));
    }
}
