package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.ObjectChange;
import io.backstitch.stack.sandbox.SandboxClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/** A project that nobody else has: its plans, the moves of its date, and what became of both. */
final class ProjectPlans {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String project = "project-" + UUID.randomUUID();
    private final RunningStack stack;
    private final OnboardingClient operator;
    private final OnboardingClient requester;
    private final SandboxClient partners;

    ProjectPlans(RunningStack stack) {
        this.stack = stack;
        this.operator = OnboardingClient.as("operator", stack);
        this.requester = OnboardingClient.as("requester", stack);
        this.partners = stack.partners();
    }

    /** Tells of a version of the project, and returns its run. */
    String plan(int version, Duration startsIn) {
        HttpResponse<String> answer = requester.post(
                "/api/engagements",
                "application/json",
                JSON.writeValueAsString(Map.of(
                        "project",
                        project,
                        "version",
                        version,
                        "startDate",
                        Instant.now().plus(startsIn).toString(),
                        "people",
                        List.of("ada", "grace"))),
                project + "/" + version);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body()).path("id").asString();
    }

    HttpResponse<String> move(String run, Duration to, String key) {
        return move(run, Instant.now().plus(to), key);
    }

    HttpResponse<String> move(String run, Instant date, String key) {
        return operator.put(
                "/api/runs/" + run + "/date",
                "{\"date\": \"%s\", \"reason\": \"the client asks\"}".formatted(date),
                run + "/" + key);
    }

    void awaitTaken(String run, int events) {
        await("events taken")
                .until(() -> operator.run(run)
                                .path("told")
                                .valueStream()
                                .filter(event -> event.path("takenAt").isString())
                                .count()
                        == events);
    }

    /** The partner's own record. */
    List<String> assignments(String run) {
        return partners.objects().stream()
                .filter(change -> change.change() == ObjectChange.Change.CREATED)
                .map(ObjectChange::key)
                .filter(key -> key.startsWith("engagement/" + run + "/"))
                .toList();
    }

    void assertAudited(String run, String kind, int entries) {
        await(kind)
                .until(() -> database()
                                .sql("SELECT count(*) FROM audit_entry WHERE run LIKE '%/' || ? AND kind = ?")
                                .params(run, kind)
                                .query(Integer.class)
                                .single()
                        == entries);
    }

    private JdbcClient database() {
        return JdbcClient.create(new DriverManagerDataSource(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword()));
    }
}
