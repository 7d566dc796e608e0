package io.backstitch.workers.expense;

import static io.backstitch.workers.expense.ExpenseReports.anItem;
import static io.backstitch.workers.expense.ExpenseReports.anItemWithoutReceipt;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.engine.EngineClients;
import io.backstitch.engine.InMemoryEngine;
import io.backstitch.model.Repository;
import io.backstitch.value.Amount;
import io.backstitch.value.Code;
import io.backstitch.value.Line;
import io.backstitch.value.Sha256;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.EvaluateDecisionResponse;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The decision table, rule by rule. */
class ExpensePolicyTest {

    private static InMemoryEngine engine;
    private static CamundaClient client;

    @BeforeAll
    static void start() {
        engine = new InMemoryEngine();
        client = EngineClients.at(engine.grpcAddress());
        client.newDeployResourceCommand()
                .addResourceFile(Repository.ROOT
                        .resolve("processes/expense/expense-policy.dmn")
                        .toString())
                .send()
                .join();
    }

    @AfterAll
    static void stop() {
        client.close();
        engine.close();
    }

    @Test
    void letsAProvenReportThrough() {
        assertThat(verdict(anItem(2_499_999, 'a'), anItem(1, 'b'))).isEqualTo("ok");
    }

    @Test
    void needsNoReceiptUpTo25() {
        assertThat(verdict(anItemWithoutReceipt(2_500))).isEqualTo("ok");
        assertThat(verdict(anItemWithoutReceipt(2_501))).isEqualTo("returned");
    }

    @Test
    void refusesWhatIsProcurement() {
        assertThat(verdict(anItem(2_500_000, 'a'))).isEqualTo("ok");
        assertThat(verdict(anItem(2_500_000, 'a'), anItem(1, 'b'))).isEqualTo("refused");
    }

    @Test
    void returnsACategoryThatIsNotPaid() {
        ExpenseItem fine = new ExpenseItem(
                LocalDate.of(2026, 11, 2),
                Code.of("fine"),
                Line.of("Speeding"),
                Amount.of(4_000),
                Line.of("fine.pdf"),
                Sha256.of("f".repeat(64)));

        assertThat(verdict(anItem(1_000, 'a'), fine)).isEqualTo("returned");
    }

    @Test
    void returnsAReceiptThatProvesTwoItems() {
        assertThat(verdict(anItem(1_000, 'a'), anItem(2_000, 'a'))).isEqualTo("returned");
    }

    @Test
    void returnsWhatAFormShouldNotHaveHandedIn() {
        assertThat(verdict()).isEqualTo("returned");
        assertThat(verdict(anItem(0, 'a'))).isEqualTo("returned");
        assertThat(verdict(anItem(12_000, 'a'), anItem(-11_000, 'b'))).isEqualTo("returned");
        assertThat(verdictOn(Map.of(
                        "items",
                        List.of(Map.of("category", "travel", "amount", 4_999.5, "receipt", "r", "sha256", "a")))))
                .isEqualTo("returned");
        assertThat(verdictOn(Map.of("items", List.of(Map.of("category", "travel")))))
                .isEqualTo("returned");
        assertThat(verdictOn(Map.of())).isEqualTo("returned");
    }

    private static @Nullable String verdict(ExpenseItem... items) {
        return verdictOn(Map.of("items", Arrays.asList(items)));
    }

    private static @Nullable String verdictOn(Map<String, Object> variables) {
        EvaluateDecisionResponse answer = client.newEvaluateDecisionCommand()
                .decisionId("expense-policy")
                .variables(JsonMapper.shared().writeValueAsString(variables))
                .send()
                .join();
        assertThat(answer.getFailureMessage()).isEmpty();
        JsonNode output = JsonMapper.shared().readTree(answer.getDecisionOutput());
        assertThat(output.path("reason").asString()).isNotBlank();
        return output.path("verdict").asString();
    }
}
