package io.backstitch.workers.expense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.compensation.SagaId;
import io.backstitch.engine.InMemoryOperator;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What somebody changes in Operate is on record. */
@NeedsStack(Part.POSTGRES)
class ForeignChangesPathTest {

    @Test
    void eachCommandOfOthersIsOnRecordOnTheRun(RunningStack stack, @TempDir Path folder) {
        try (ExpenseInMemory expense = new ExpenseInMemory(stack, folder)) {
            ExpenseVariables report = ExpenseReports.aReport();
            expense.grant(report.costCenter(), 1_000_000_000L);
            SagaId changed = expense.start(report);
            expense.asked(changed);
            SagaId cancelled = expense.start(ExpenseReports.aReport());
            expense.asked(cancelled);

            InMemoryOperator operator = expense.operator();
            long instance = operator.instance(changed, Expense.PROCESS);
            operator.setVariables(instance, Map.of("payable", 99_999_900, "costCenter", "mine"));
            operator.move(instance, "Call_Approval", "Task_PayOut");
            operator.cancel(operator.instance(cancelled, Expense.PROCESS));
            await("the ends")
                    .until(() -> expense.engine
                                    .records("PROCESS_INSTANCE")
                                    .filter(record ->
                                            record.path("intent").asString().equals("ELEMENT_TERMINATED")
                                                    && record.path("value")
                                                            .path("bpmnElementType")
                                                            .asString()
                                                            .equals("PROCESS")
                                                    && record.path("value")
                                                                    .path("parentProcessInstanceKey")
                                                                    .asLong()
                                                            == -1)
                                    .count()
                            >= 1);
            expense.tellOfChanges();

            List<Map.Entry<String, JsonNode>> changes = expense.changes();
            assertThat(changes)
                    .extracting(change -> change.getKey() + " "
                            + change.getValue().path("what").asString())
                    .containsExactlyInAnyOrder(
                            changed.value() + " variables-set",
                            changed.value() + " modified",
                            cancelled.value() + " cancelled");
            assertThat(changes)
                    .allSatisfy(
                            change -> assertThat(change.getValue().path("actor").asString())
                                    .isEqualTo("unknown"));
            assertThat(changes.toString())
                    .contains("[\"costCenter\",\"payable\"]", "Task_PayOut")
                    .doesNotContain("99999900");
        }
    }
}
