package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.engine.EngineClients;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.client.CamundaClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Promise P5: attempts that must fail, on the real engine, with the people of the demo realm. What counts is what stands in the audit. */
@NeedsStack({Part.POSTGRES, Part.ZEEBE, Part.KAFKA, Part.KEYCLOAK, Part.SANDBOX, Part.APPLICATION})
class ApprovalTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private final RunningStack stack;
    private final Reports reports;
    private final ApprovalWitness witness;
    private final EngineApi engine;

    ApprovalTest(RunningStack stack) {
        this.stack = stack;
        this.reports = Reports.granted(stack);
        this.witness = new ApprovalWitness(stack, reports);
        this.engine = new EngineApi(stack);
    }

    @Test
    void sealsADecisionThatATokenProves() {
        String run = reports.handIn("employee", "Taxi", 12_000);

        reports.decide("manager", run, "approve", null);

        assertThat(witness.outcome(run)).isEqualTo("PAID");
        assertThat(witness.entries(run, "approval.sealed")).singleElement().satisfies(seal -> {
            assertThat(seal.path("strength").asString()).isEqualTo("PROVEN");
            assertThat(witness.actor(run, seal)).isEqualTo("manager");
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
        long first = witness.openTask(run);
        engine.complete(first, Map.of("decision", "approve", "reason", "nobody asked me"));

        long second = witness.openTaskOtherThan(run, first);
        engine.assign(second, "employee");
        engine.complete(second, Map.of("decision", "approve", "reason", "my own"));
        long third = witness.openTaskOtherThan(run, second);
        engine.assign(third, "finance");
        engine.complete(third, Map.of("decision", "approve", "reason", "not asked"));
        long fourth = witness.openTaskOtherThan(run, third);
        engine.assign(fourth, "manager");
        engine.complete(
                fourth, Map.of("decision", "approve", "reason", "", "seal", Map.of("sealed", true, "closed", true)));
        long fifth = witness.openTaskOtherThan(run, fourth);
        engine.assign(fifth, "manager");
        engine.complete(fifth, Map.of("decision", "approve", "reason", "seen the receipt"));

        assertThat(witness.outcome(run)).isEqualTo("PAID");
        assertThat(witness.entries(run, "approval.refused"))
                .extracting(refused -> refused.path("rule").asString())
                .containsExactly("no-assignee", "own-request", "not-a-candidate", "no-reason");
        assertThat(witness.entries(run, "approval.sealed")).singleElement().satisfies(seal -> {
            assertThat(seal.path("strength").asString()).isEqualTo("ASSERTED");
            assertThat(witness.actor(run, seal)).isEqualTo("manager");
        });
        assertThat(witness.entries(run, "approval.opened")).hasSize(5);
    }

    /** Believed, it would have sealed a yes of the manager, who says no; and what comes behind it would not have counted. */
    @Test
    void aForgedRecordOfTheEngineSealsNothingAndHoldsUpNothing() throws Exception {
        String run = reports.handIn("employee", "Taxi", 12_000);
        long task = witness.openTask(run);

        ForgedCompletion.send(stack, task, "manager", Map.of("decision", "approve", "reason", "forged"));
        engine.assign(task, "manager");
        engine.complete(task, Map.of("decision", "reject", "reason", "no receipt"));

        assertThat(witness.outcome(run)).isEqualTo("REJECTED");
        assertThat(witness.entries(run, "approval.sealed"))
                .singleElement()
                .satisfies(seal -> assertThat(seal.path("decision").asString()).isEqualTo("reject"));
    }

    @Test
    void needsTwoDifferentPeopleAndOneOfThemCannotBeBoth() {
        String run = reports.handIn("employee", "Laptop", 200_000);
        String approval = reports.decide("manager", run, "approve", null);
        witness.awaitEntries(run, "approval.sealed", 1);

        HttpResponse<String> again = reports.decision("manager", approval, "approve", Map.of("purpose", "other"));
        long seat = witness.openTask(run);
        engine.assign(seat, "manager");
        engine.complete(seat, Map.of("decision", "approve", "reason", "once more"));
        witness.awaitEntries(run, "approval.refused", 1);
        reports.decide("finance", run, "approve", null);

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(witness.outcome(run)).isEqualTo("PAID");
        assertThat(witness.entries(run, "approval.sealed"))
                .extracting(seal -> witness.actor(run, seal))
                .containsExactly("manager", "finance");
    }

    @Test
    void nobodyApprovesMoreThanTheyMay() {
        String run = reports.handIn("employee", "Laptop", 200_000);
        String approval = reports.approvalOf("finance3", run);

        HttpResponse<String> refused = reports.decision("finance3", approval, "approve", null);
        reports.decide("manager", run, "approve", null);
        witness.awaitEntries(run, "approval.sealed", 1);
        long seat = witness.openTask(run);
        engine.assign(seat, "finance3");
        engine.complete(seat, Map.of("decision", "approve", "reason", "it is only a laptop"));
        witness.awaitEntries(run, "approval.refused", 2);
        reports.decide("finance", run, "approve", null);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("over-limit");
        assertThat(witness.outcome(run)).isEqualTo("PAID");
        assertThat(witness.entries(run, "approval.refused")).allSatisfy(it -> {
            assertThat(it.path("rule").asString()).isEqualTo("over-limit");
            assertThat(witness.actor(run, it)).isEqualTo("finance3");
        });
    }

    @Test
    void aDeputyDecidesInTheManagersPlace() {
        String delegation = delegate("manager", "manager2");
        try {
            String run = reports.handIn("employee", "Taxi", 12_000);

            reports.decide("manager2", run, "approve", null);

            assertThat(witness.outcome(run)).isEqualTo("PAID");
            assertThat(witness.entries(run, "approval.sealed")).singleElement().satisfies(seal -> {
                assertThat(witness.actor(run, seal)).isEqualTo("manager2");
                assertThat(witness.person(run, seal.path("onBehalfOf"))).isEqualTo("manager");
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
            assertThat(witness.outcome(own)).isEqualTo("REJECTED");
        } finally {
            endDelegation("manager2", delegation);
        }
    }

    @Test
    void ofThreeDirectorsAtTheSameSecondTwoCount() {
        String run = reports.handIn("employee", "Machine", 900_000);
        String approval = reports.approvalOf("director", run);
        await("all seats open").until(() -> witness.openTasks(run).size() == 3);

        List<CompletableFuture<HttpResponse<String>>> answers = Stream.of("director", "director2", "director3")
                .map(who -> CompletableFuture.supplyAsync(() -> reports.decision(who, approval, "approve", null)))
                .toList();
        answers.forEach(CompletableFuture::join);

        assertThat(witness.outcome(run)).isEqualTo("PAID");
        assertThat(witness.entries(run, "approval.sealed").stream()
                        .filter(seal -> seal.path("counted").asBoolean()))
                .hasSize(2);
    }

    /** The last one as Tasklist, or whoever reaches the engine's API, would submit it. */
    @Test
    void whatIsNoValueForAnEntryIsRefusedAtBothDoorsBeforeAnythingIsSealed() {
        String run = reports.handIn("employee", "Taxi", 12_050);
        String approval = reports.approvalOf("manager", run);

        assertThat(refusal(approval, "amount", "1e2"))
                .contains("Amount must be a number, and is a text. (wrong-value)");
        assertThat(refusal(approval, "amount", 100.505)).contains("Amount has more than 2 digits after the point.");
        assertThat(refusal(approval, "costCenter", "x".repeat(10_000)))
                .contains("Cost centre has 10000 characters; at most 50 are taken.");
        long first = witness.openTask(run);
        engine.assign(first, "manager");
        engine.complete(first, "{\"decision\":\"approve\",\"reason\":\"ok\",\"proposal\":{\"amount\":null}}");
        witness.openTaskOtherThan(run, first);
        assertThat(witness.entries(run, "approval.sealed")).isEmpty();
        assertThat(witness.entries(run, "approval.refused"))
                .hasSize(4)
                .allSatisfy(entry -> assertThat(entry.path("rule").asString()).isEqualTo("wrong-value"));

        reports.decide("manager", run, "approve", Map.of("amount", 100.05));
        assertThat(witness.outcome(run)).isEqualTo("PAID");
    }

    private String refusal(String approval, String entry, Object value) {
        HttpResponse<String> answer = reports.decision("manager", approval, "approve", Map.of(entry, value));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        return answer.body();
    }

    @Test
    void endsWithItsRunAndCanBeNeitherDecidedNorWithdrawnThen() {
        String run = reports.handIn("employee", "Taxi", 12_000);
        String approval = reports.approvalOf("manager", run);

        assertThat(reports.as("operator").cancel(run).statusCode()).isEqualTo(202);
        witness.awaitEntries(run, "approval.concluded", 1);

        assertThat(witness.entries(run, "approval.concluded")
                        .getFirst()
                        .path("outcome")
                        .asString())
                .isEqualTo("cancelled");
        assertThat(reports.waiting("manager"))
                .noneMatch(it -> it.path("id").asString().equals(approval));
        assertThat(reports.decision("manager", approval, "approve", null).body())
                .contains("the run that asked was cancelled");
        assertThat(reports.as("employee")
                        .post(
                                "/api/approvals/" + approval + "/withdrawal",
                                "application/json",
                                "{\"reason\":\"no\"}",
                                null)
                        .statusCode())
                .isEqualTo(409);
        assertThat(witness.entries(run, "approval.withdrawn")).isEmpty();
        assertThat(witness.outcome(run)).isEqualTo("ROLLED_BACK");
    }

    @Test
    void keepsBothVersionsOfWhatAnApproverChanged() {
        String run = reports.handIn("employee", "Taxi", 12_000);

        reports.decide("manager", run, "approve", Map.of("amount", 99.95));

        assertThat(witness.outcome(run)).isEqualTo("PAID");
        assertThat(witness.entries(run, "approval.sealed")).singleElement().satisfies(seal -> {
            assertThat(seal.path("changed").valueStream().map(JsonNode::asString))
                    .containsExactly("amount");
            assertThat(witness.snapshot(seal.path("seen").asString())).contains("120");
            assertThat(witness.snapshot(seal.path("proposal").asString())).contains("99.95");
        });
    }

    @Test
    void theRequesterCannotKeepTheirOwnApprovalFromTheirManager() {
        String run = reports.handIn("employee", "Taxi", 12_000);
        long task = witness.openTask(run);

        engine.assign(task, "employee");
        witness.awaitEntries(run, "engine.task-held", 1);
        await("the task to be given back").until(() -> witness.assignee(task).isEmpty());
        engine.assign(task, "employee");
        await("the requester to have it again")
                .until(() -> witness.assignee(task).equals("employee"));
        reports.decide("manager", run, "reject", null);

        assertThat(witness.outcome(run)).isEqualTo("REJECTED");
        JsonNode held = witness.entries(run, "engine.task-held").getFirst();
        assertThat(witness.actor(run, held)).isEqualTo("employee");
        assertThat(held.path("rule").asString()).isEqualTo("own-request");
    }

    @Test
    void whatSomebodyChangesInTheEngineIsOnRecordOnTheRun() {
        String run = reports.handIn("employee", "Taxi", 12_000);
        witness.openTask(run);
        long instance = witness.instance(run);

        try (CamundaClient operate = EngineClients.of(stack)) {
            operate.newSetVariablesCommand(instance)
                    .variables(Map.of("payable", 99_999_900))
                    .send()
                    .join();
            operate.newCancelInstanceCommand(instance).send().join();
        }

        witness.awaitEntries(run, "engine.changed", 2);
        assertThat(witness.entries(run, "engine.changed"))
                .extracting(change -> change.path("what").asString())
                .containsExactly("variables-set", "cancelled");
        assertThat(witness.entries(run, "engine.changed").getFirst().toString())
                .contains("payable", "unknown")
                .doesNotContain("99999900");
    }

    @Test
    void whatTheApplicationChangesIsNotTakenForSomebodyElses() {
        long stranger = engine.start("approval", Map.of());

        await("the stranger to be gone").until(() -> witness.isRefusedAndGone(stranger));

        assertThat(witness.changes(stranger)).isZero();
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
}
