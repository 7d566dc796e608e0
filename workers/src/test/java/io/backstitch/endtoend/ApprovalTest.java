package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Promise P5: attempts that must fail, on the real engine, with the people of the demo realm. What counts is what stands in the audit. */
@NeedsStack({Part.POSTGRES, Part.ZEEBE, Part.KAFKA, Part.KEYCLOAK, Part.SANDBOX})
class ApprovalTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private final RunningStack stack;
    private final Reports reports;
    private final EngineApi engine;

    ApprovalTest(RunningStack stack) {
        this.stack = stack;
        this.reports = Reports.granted(stack);
        this.engine = new EngineApi(stack);
    }

    @BeforeAll
    static void start(RunningStack stack) {
        ApplicationOnStack.start(stack);
    }

    @Test
    void sealsADecisionThatATokenProves() {
        String run = reports.handIn("employee", "Taxi", 12_000);

        reports.decide("manager", run, "approve", null);

        assertThat(outcome(run)).isEqualTo("PAID");
        assertThat(entries(run, "approval.sealed")).singleElement().satisfies(seal -> {
            assertThat(seal.path("strength").asString()).isEqualTo("PROVEN");
            assertThat(actor(run, seal)).isEqualTo("manager");
            assertThat(seal.path("counted").asBoolean()).isTrue();
            assertThat(seal.path("drift").asBoolean()).isFalse();
            assertThat(seal.path("limit").asLong()).isEqualTo(500_000);
            assertThat(seal.path("form").path("version").asInt(0)).isPositive();
            assertThat(seal.path("seen").asString()).hasSize(64);
            assertThat(seal.path("record").path("position").asString()).isNotBlank();
        });
    }

    @Test
    void refusesWhatWasCompletedBehindOurBackAndAsksAgain() {
        String run = reports.handIn("employee", "Taxi", 12_000);
        long first = openTask(run);
        engine.complete(first, Map.of("decision", "approve", "reason", "nobody asked me"));

        long second = openTaskOtherThan(run, first);
        engine.assign(second, "employee");
        engine.complete(second, Map.of("decision", "approve", "reason", "my own"));
        long third = openTaskOtherThan(run, second);
        engine.assign(third, "finance");
        engine.complete(third, Map.of("decision", "approve", "reason", "not asked"));
        long fourth = openTaskOtherThan(run, third);
        engine.assign(fourth, "manager");
        engine.complete(
                fourth, Map.of("decision", "approve", "reason", "", "seal", Map.of("sealed", true, "closed", true)));
        long fifth = openTaskOtherThan(run, fourth);
        engine.assign(fifth, "manager");
        engine.complete(fifth, Map.of("decision", "approve", "reason", "seen the receipt"));

        assertThat(outcome(run)).isEqualTo("PAID");
        assertThat(entries(run, "approval.refused"))
                .extracting(refused -> refused.path("rule").asString())
                .containsExactly("no-assignee", "own-request", "not-a-candidate", "no-reason");
        assertThat(entries(run, "approval.sealed")).singleElement().satisfies(seal -> {
            assertThat(seal.path("strength").asString()).isEqualTo("ASSERTED");
            assertThat(actor(run, seal)).isEqualTo("manager");
        });
        assertThat(entries(run, "approval.opened")).hasSize(5);
    }

    @Test
    void needsTwoDifferentPeopleAndOneOfThemCannotBeBoth() {
        String run = reports.handIn("employee", "Laptop", 200_000);
        String approval = reports.decide("manager", run, "approve", null);
        awaitEntries(run, "approval.sealed", 1);

        HttpResponse<String> again = reports.decision("manager", approval, "approve", Map.of("purpose", "other"));
        long seat = openTask(run);
        engine.assign(seat, "manager");
        engine.complete(seat, Map.of("decision", "approve", "reason", "once more"));
        awaitEntries(run, "approval.refused", 1);
        reports.decide("finance", run, "approve", null);

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(outcome(run)).isEqualTo("PAID");
        assertThat(entries(run, "approval.sealed"))
                .extracting(seal -> actor(run, seal))
                .containsExactly("manager", "finance");
    }

    @Test
    void nobodyApprovesMoreThanTheyMay() {
        String run = reports.handIn("employee", "Laptop", 200_000);
        String approval = reports.approvalOf("finance3", run);

        HttpResponse<String> refused = reports.decision("finance3", approval, "approve", null);
        reports.decide("manager", run, "approve", null);
        awaitEntries(run, "approval.sealed", 1);
        long seat = openTask(run);
        engine.assign(seat, "finance3");
        engine.complete(seat, Map.of("decision", "approve", "reason", "it is only a laptop"));
        awaitEntries(run, "approval.refused", 2);
        reports.decide("finance", run, "approve", null);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("over-limit");
        assertThat(outcome(run)).isEqualTo("PAID");
        assertThat(entries(run, "approval.refused")).allSatisfy(it -> {
            assertThat(it.path("rule").asString()).isEqualTo("over-limit");
            assertThat(actor(run, it)).isEqualTo("finance3");
        });
    }

    @Test
    void aDeputyDecidesInTheManagersPlace() {
        String delegation = delegate("manager", "manager2");
        try {
            String run = reports.handIn("employee", "Taxi", 12_000);

            reports.decide("manager2", run, "approve", null);

            assertThat(outcome(run)).isEqualTo("PAID");
            assertThat(entries(run, "approval.sealed")).singleElement().satisfies(seal -> {
                assertThat(actor(run, seal)).isEqualTo("manager2");
                assertThat(person(run, seal.path("onBehalfOf"))).isEqualTo("manager");
            });
        } finally {
            endDelegation("manager", delegation);
        }
    }

    @Test
    void aDeputyDoesNotDecideAboutTheirOwnRequest() {
        String delegation = delegate("manager2", "employee");
        try {
            String own = reports.handIn("employee", "Taxi", 12_000);
            String approval = reports.approvalOf("manager", own);
            HttpResponse<String> refused = reports.decision("employee", approval, "approve", null);

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).containsAnyOf("own-request", "delegated-back");
            reports.decide("manager", own, "reject", null);
            assertThat(outcome(own)).isEqualTo("REJECTED");
        } finally {
            endDelegation("manager2", delegation);
        }
    }

    @Test
    void ofThreeDirectorsAtTheSameSecondTwoCount() {
        String run = reports.handIn("employee", "Machine", 900_000);
        String approval = reports.approvalOf("director", run);
        await("all seats open").until(() -> openTasks(run).size() == 3);

        List<CompletableFuture<HttpResponse<String>>> answers = Stream.of("director", "director2", "director3")
                .map(who -> CompletableFuture.supplyAsync(() -> reports.decision(who, approval, "approve", null)))
                .toList();
        answers.forEach(CompletableFuture::join);

        assertThat(outcome(run)).isEqualTo("PAID");
        assertThat(entries(run, "approval.sealed").stream()
                        .filter(seal -> seal.path("counted").asBoolean()))
                .hasSize(2);
    }

    @Test
    void goesToTheNextLevelWhenNobodyDecidesAndCountsOnlyItsDecision() {
        String run = reports.handIn("employee", "Taxi", 12_000);
        String approval = reports.approvalOf("manager", run);

        stack.advanceClock(Duration.ofHours(73));

        reports.decide("finance", run, "approve", null);
        assertThat(outcome(run)).isEqualTo("PAID");
        assertThat(reports.decision("manager", approval, "approve", null).statusCode())
                .isEqualTo(409);
        assertThat(entries(run, "approval.sealed")).singleElement().satisfies(seal -> {
            assertThat(actor(run, seal)).isEqualTo("finance");
            assertThat(seal.path("level").asInt()).isEqualTo(2);
        });
    }

    @Test
    void letsTheNextLevelStepInAndExpiresWhenNobodyDoes() {
        String stepped = reports.handIn("employee", "Machine", 900_000);
        String expired = reports.handIn("employee", "Machine", 900_000);
        reports.approvalOf("director", stepped);
        reports.approvalOf("director", expired);

        stack.advanceClock(Duration.ofHours(73));
        reports.decide("finance", stepped, "approve", null);
        reports.decide("director", stepped, "approve", null);
        assertThat(outcome(stepped)).isEqualTo("PAID");
        stack.advanceClock(Duration.ofDays(14));

        assertThat(outcome(expired)).isEqualTo("EXPIRED");
        assertThat(entries(expired, "approval.concluded"))
                .singleElement()
                .satisfies(it -> assertThat(it.path("outcome").asString()).isEqualTo("expired"));
        assertThat(ApplicationOnStack.partners(stack).mailsTo("director@demo.invalid"))
                .anyMatch(mail -> mail.subject().startsWith("It waits for your decision"));
    }

    @Test
    void keepsBothVersionsOfWhatAnApproverChanged() {
        String run = reports.handIn("employee", "Taxi", 12_000);

        reports.decide("manager", run, "approve", Map.of("amount", 99.95));

        assertThat(outcome(run)).isEqualTo("PAID");
        assertThat(entries(run, "approval.sealed")).singleElement().satisfies(seal -> {
            assertThat(seal.path("changed").valueStream().map(JsonNode::asString))
                    .containsExactly("amount");
            assertThat(snapshot(seal.path("seen").asString())).contains("120");
            assertThat(snapshot(seal.path("proposal").asString())).contains("99.95");
        });
    }

    private String snapshot(String hash) {
        return database()
                .sql("SELECT content FROM approval_snapshot WHERE hash = ?")
                .param(hash)
                .query(String.class)
                .single();
    }

    @Test
    void waitsForTheRecordsWhileKafkaIsDownAndGoesOn() {
        String run = reports.handIn("employee", "Taxi", 12_000);
        long task = openTask(run);
        stack.kill(Part.KAFKA);
        try {
            engine.assign(task, "manager");
            engine.complete(task, Map.of("decision", "approve", "reason", "seen"));
            await("the seal asked for")
                    .during(Duration.ofSeconds(3))
                    .until(() -> entries(run, "approval.sealed").isEmpty());
        } finally {
            stack.start(Part.KAFKA);
        }

        assertThat(outcome(run)).isEqualTo("PAID");
        assertThat(entries(run, "approval.sealed")).hasSize(1);
    }

    /** Returns the delegation. */
    private String delegate(String who, String to) {
        HttpResponse<String> given = reports.as(who)
                .post(
                        "/api/approval-delegations",
                        "application/json",
                        JSON.writeValueAsString(Map.of(
                                "to",
                                to,
                                "until",
                                Instant.now().plus(Duration.ofHours(1)).toString(),
                                "reason",
                                "On leave")),
                        null);
        assertThat(given.statusCode()).as(given.body()).isEqualTo(201);
        return JSON.readTree(given.body()).path("id").asString();
    }

    private void endDelegation(String who, String delegation) {
        assertThat(reports.as(who)
                        .delete("/api/approval-delegations/" + delegation)
                        .statusCode())
                .isEqualTo(204);
    }

    private String outcome(String run) {
        return reports.as("employee").ended(run).path("outcome").asString();
    }

    /** The bodies of the entries of one kind about the run, in their order. */
    private List<JsonNode> entries(String run, String kind) {
        return audit(run)
                .filter(piece -> piece.path("entry").path("kind").asString().equals(kind))
                .map(piece -> piece.path("entry").path("body"))
                .toList();
    }

    private void awaitEntries(String run, String kind, int number) {
        await(number + " of " + kind).until(() -> entries(run, kind).size() == number);
    }

    private Stream<JsonNode> audit(String run) {
        HttpResponse<String> answer = reports.as("auditor").get("/api/audit/runs/" + run);
        return answer.statusCode() == 404
                ? Stream.of()
                : JSON.readTree(answer.body()).path("entries").valueStream();
    }

    /** Who the pseudonym of an entry means. */
    private String actor(String run, JsonNode body) {
        return person(run, body.path("actor"));
    }

    private String person(String run, JsonNode pseudonym) {
        String id = pseudonym.path("id").asString();
        return audit(run)
                .flatMap(piece -> piece.path("people").valueStream())
                .filter(person -> person.path("id").asString().equals(id))
                .map(person -> person.path("name").asString(""))
                .findFirst()
                .orElse("");
    }

    private long openTask(String run) {
        return openTaskOtherThan(run, 0);
    }

    private long openTaskOtherThan(String run, long other) {
        return await("a task of " + run)
                .until(
                        () -> openTasks(run).stream()
                                .filter(task -> task != other)
                                .findFirst()
                                .orElse(0L),
                        task -> task != 0);
    }

    /** As the engine's records tell it. */
    private List<Long> openTasks(String run) {
        return JdbcClient.create(new DriverManagerDataSource(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword()))
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

    private JdbcClient database() {
        return JdbcClient.create(new DriverManagerDataSource(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword()));
    }
}
