package io.backstitch.workers.expense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.compensation.SagaId;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do everything in Operate is paid nothing that was not approved. */
@NeedsStack(Part.POSTGRES)
class ApprovedMoneyPathTest {

    private static ExpenseInMemory expense;

    @BeforeAll
    static void start(RunningStack stack, @TempDir Path folder) {
        expense = new ExpenseInMemory(stack, folder);
    }

    @AfterAll
    static void stop() {
        expense.close();
    }

    @Test
    void aTokenThatIsMovedPastTheApprovalIsStopped() {
        ExpenseVariables report = ExpenseReports.aReport();
        SagaId saga = started(report);
        expense.asked(saga);
        long instance = expense.operator().instance(saga, Expense.PROCESS);
        expense.operator().setVariables(instance, Map.of("payable", 99_999_900));

        expense.operator().move(instance, "Call_Approval", "Task_PayOut");

        assertThat(refused(saga))
                .singleElement()
                .asString()
                .startsWith("Task_PayOut: It needs an approval of kind \"expense\"");
        assertThat(expense.partners.recordOf(saga.value())).isEmpty();
    }

    @Test
    void anAnswerThatNobodyHasSealedIsNoApproval() {
        ExpenseVariables report = ExpenseReports.aReport();
        SagaId saga = started(report);

        expense.pretendApproval(saga, Map.of("costCenter", report.costCenter(), "amount", 120));

        assertThat(refused(saga)).singleElement().asString().startsWith("Task_ReserveBudget: It needs an approval");
    }

    private static SagaId started(ExpenseVariables report) {
        expense.grant(report.costCenter(), 1_000_000_000L);
        return expense.start(report);
    }

    private static List<String> refused(SagaId saga) {
        return await("the dead letter").until(() -> expense.notPermitted(saga), letters -> !letters.isEmpty());
    }
}
