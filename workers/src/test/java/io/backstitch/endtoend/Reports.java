package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.junit.RunningStack;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Expense reports of a cost centre that nobody else has, and what people of the demo realm do with them through our doors. */
final class Reports {

    private static final JsonMapper JSON = JsonMapper.shared();
    private final RunningStack stack;
    private final String costCenter = "cc-" + UUID.randomUUID();

    Reports(RunningStack stack) {
        this.stack = stack;
    }

    /** With a budget that is enough for all. */
    static Reports granted(RunningStack stack) {
        Reports reports = new Reports(stack);
        assertThat(reports.as("controller")
                        .put(
                                "/api/expense-budgets/" + reports.costCenter,
                                "{\"currency\":\"EUR\",\"granted\":100000000}")
                        .statusCode())
                .isEqualTo(200);
        return reports;
    }

    String costCenter() {
        return costCenter;
    }

    OnboardingClient as(String user) {
        return OnboardingClient.as(user, stack);
    }

    /** Hands a report in, and returns its run. */
    String handIn(String requester, String purpose, long amount) {
        HttpResponse<String> answer = as(requester)
                .post(
                        "/api/expenses",
                        "application/json",
                        report(purpose, amount),
                        UUID.randomUUID().toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body()).path("id").asString();
    }

    /** A receipt that no other report has. */
    String report(String purpose, long amount) {
        String receipt = (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
        return JSON.writeValueAsString(Map.of(
                "purpose",
                purpose,
                "costCenter",
                costCenter,
                "currency",
                "EUR",
                "items",
                List.of(Map.of(
                        "date",
                        "2026-11-02",
                        "category",
                        "travel",
                        "description",
                        "Taxi",
                        "amount",
                        amount,
                        "receipt",
                        "receipt.pdf",
                        "sha256",
                        receipt))));
    }

    /** Decides through our door, and returns the approval's id. */
    String decide(String user, String run, String decision, @Nullable Map<String, Object> changes) {
        String approval = approvalOf(user, run);
        HttpResponse<String> answer = await("an answer to " + user)
                .until(() -> decision(user, approval, decision, changes), it -> it.statusCode() != 409);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return approval;
    }

    HttpResponse<String> decision(
            String user, String approval, String decision, @Nullable Map<String, Object> changes) {
        return as(user).post(
                        "/api/approvals/" + approval + "/decision",
                        "application/json",
                        JSON.writeValueAsString(Map.of(
                                "decision",
                                decision,
                                "reason",
                                "because",
                                "changes",
                                Objects.requireNonNullElse(changes, Map.of()))),
                        null);
    }

    /** The approval of the run, once it waits for this person. */
    String approvalOf(String user, String run) {
        return await("an approval of " + run + " for " + user)
                .until(
                        () -> waiting(user)
                                .filter(it -> it.path("run").asString().endsWith(run))
                                .map(it -> it.path("id").asString())
                                .findFirst()
                                .orElse(""),
                        id -> !id.isEmpty());
    }

    /** What waits for the person now. */
    Stream<JsonNode> waiting(String user) {
        return JSON.readTree(as(user).get("/api/approvals").body())
                .path("approvals")
                .valueStream();
    }
}
