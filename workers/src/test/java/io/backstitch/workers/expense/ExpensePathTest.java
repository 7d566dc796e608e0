package io.backstitch.workers.expense;

import static io.backstitch.workers.expense.ExpenseReports.aReport;
import static io.backstitch.workers.expense.ExpenseReports.anItem;
import static io.backstitch.workers.expense.ExpenseReports.anItemWithoutReceipt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstitch.compensation.EffectState;
import io.backstitch.compensation.Saga;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.SagaState;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Fault;
import io.backstitch.stack.sandbox.Mail;
import io.backstitch.stack.sandbox.PaymentOperation;
import io.backstitch.value.Money;
import io.backstitch.workers.expense.ExpenseInMemory.Entry;
import io.camunda.client.api.response.ActivatedJob;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;

/** Every way through the model of expense: one test per end event, per boundary event, per compensation. */
@NeedsStack(Part.POSTGRES)
class ExpensePathTest {

    private static final Map<String, Object> AGAIN = Map.of("changeDecision", "resubmit");

    private static ExpenseInMemory expense;

    @BeforeAll
    static void start(RunningStack stack, @TempDir Path folder) {
        expense = new ExpenseInMemory(stack, folder);
    }

    @AfterAll
    static void stop() {
        expense.close();
    }

    @AfterEach
    void mend() {
        expense.partners.clearFaults();
        expense.setCurrentPeriod(false);
    }

    @Test
    void paysAndBooksWhatWasApproved() {
        ExpenseVariables report = aReport();
        SagaId saga = startWithBudget(report);

        expense.approve(saga, Map.of());

        Saga ended = expense.ended(saga);
        assertThat(ended.outcome()).isEqualTo("PAID");
        assertThat(ended.state()).isEqualTo(SagaState.COMPLETED);
        assertThat(payments(saga)).singleElement().satisfies(payout -> {
            assertThat(payout.kind()).isEqualTo(PaymentOperation.Kind.PAYOUT);
            assertThat(payout.amount()).isEqualTo(12_000);
            assertThat(payout.payee()).isEqualTo(report.requester());
        });
        assertThat(expense.reserved(report.costCenter())).isEqualTo(12_000);
        assertThat(expense.journal(saga))
                .containsExactly(new Entry(
                        "BOOKED",
                        report.costCenter(),
                        12_000,
                        payments(saga).getFirst().id()));
        assertThat(mails(report)).extracting(Mail::subject).containsExactly("Your expense report is paid");
        assertThat(mails(report).getFirst().text()).contains("120.00 EUR");
    }

    @Test
    void showsTheApproversTheReportAndNothingElse() {
        ExpenseVariables report = aReport(anItem(12_050, 'a'), anItemWithoutReceipt(1_000));
        SagaId saga = startWithBudget(report);

        Map<String, Object> asked = expense.asked(saga);

        assertThat(asked)
                .containsOnlyKeys(
                        "saga",
                        "businessId",
                        "occurrence",
                        "kind",
                        "subject",
                        "form",
                        "proposal",
                        "editable",
                        "amount",
                        "currency",
                        "department",
                        "requester",
                        "documents",
                        "times",
                        "taskContextDisplayName")
                .containsEntry("occurrence", "1")
                .containsEntry("kind", "expense")
                .containsEntry("form", "expense.approve")
                .containsEntry("subject", report.requester() + ": 130.50 EUR, Trade fair")
                .containsEntry("editable", List.of("costCenter", "amount"))
                .containsEntry("amount", 13_050)
                .containsEntry("department", "sales")
                .containsEntry("requester", report.requester())
                .containsEntry("documents", List.of(Map.of("name", "train-a.pdf", "sha256", "a".repeat(64))));
        assertThat(asked.get("proposal"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsOnlyKeys("purpose", "costCenter", "amount", "currency", "items")
                .containsEntry("amount", 130.5);
    }

    /** Twelve thousand of the least that there is, and what is paid after an approver has lowered it. */
    @ParameterizedTest
    @CsvSource({"JPY, 12000, 11000, 11000", "KWD, 12.000, 11.005, 11005", "EUR, 120.00, 110.05, 11005"})
    void showsAndPaysInTheDigitsOfTheCurrency(String currency, String shown, BigDecimal lowered, long paid) {
        ExpenseVariables report = aReport(currency, anItem(12_000, 'a'));
        expense.grant(report.costCenter(), currency, 50_000);
        SagaId saga = expense.start(report);

        assertShown(expense.asked(saga), report, shown + " " + currency, shown);
        expense.conclude(saga, "returned");
        assertThat(expense.task(saga, "Task_ChangeReport").getVariablesAsMap())
                .containsEntry("taskContextDisplayName", "Came back: %s %s, Trade fair".formatted(shown, currency))
                .extractingByKey("lines", InstanceOfAssertFactories.list(Map.class))
                .singleElement()
                .satisfies(line -> assertThat(new BigDecimal(String.valueOf(line.get("amount"))))
                        .isEqualByComparingTo(shown));
        expense.change(saga, AGAIN);
        assertShown(expense.asked(saga), report, shown + " " + currency, shown);

        expense.approve(saga, Map.of("amount", lowered));

        assertThat(expense.ended(saga).outcome()).isEqualTo("PAID");
        assertThat(payments(saga)).singleElement().satisfies(payout -> {
            assertThat(payout.amount()).isEqualTo(paid);
            assertThat(payout.currency()).isEqualTo(currency);
        });
        assertThat(mails(report).getLast().text()).contains(Money.text(paid, currency));
    }

    private static void assertShown(Map<String, Object> asked, ExpenseVariables report, String money, String amount) {
        assertThat(asked).containsEntry("subject", "%s: %s, Trade fair".formatted(report.requester(), money));
        assertThat(asked.get("proposal"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .satisfies(proposal -> assertThat(new BigDecimal(String.valueOf(proposal.get("amount"))))
                        .isEqualByComparingTo(amount))
                .extractingByKey("items", InstanceOfAssertFactories.list(Map.class))
                .singleElement()
                .satisfies(item -> assertThat(item.get("amount")).isEqualTo(amount));
    }

    /** A form refuses it, but not whoever writes past the form. */
    @Test
    void anAmountWithMoreDigitsThanItsCurrencyComesBackAndIsNotRounded() {
        ExpenseVariables report = aReport();
        SagaId saga = startWithBudget(report);
        expense.conclude(saga, "returned");

        ActivatedJob task = expense.task(saga, "Task_ChangeReport");

        expense.change(saga, Map.of("changeDecision", "resubmit", "lines", List.of(aLine(49.995, "", ""))));

        expense.taskInPlaceOf(task, saga);
        expense.change(saga, Map.of("changeDecision", "resubmit", "lines", List.of(aLine(12.99, "", ""))));
        expense.approve(saga, Map.of());
        assertThat(expense.ended(saga).outcome()).isEqualTo("PAID");
        assertThat(payments(saga)).extracting(PaymentOperation::amount).containsExactly(1_299L);
        assertThat(mails(report).get(1).text()).contains("more digits than its currency");
    }

    @Test
    void paysWhatTheApproversHaveMadeOfIt() {
        ExpenseVariables report = aReport();
        SagaId saga = startWithBudget(report);
        String other = report.costCenter() + "-other";
        expense.grant(other, 50_000);

        expense.approve(saga, Map.of("amount", 99.95, "costCenter", other));

        assertThat(expense.ended(saga).outcome()).isEqualTo("PAID");
        assertThat(payments(saga)).extracting(PaymentOperation::amount).containsExactly(9_995L);
        assertThat(expense.reserved(other)).isEqualTo(9_995);
        assertThat(expense.reserved(report.costCenter())).isZero();
    }

    @Test
    void neverPaysMoreThanWasAskedFor() {
        SagaId saga = startWithBudget(aReport());

        expense.approve(saga, Map.of("amount", 5_000));

        assertThat(expense.ended(saga).outcome()).isEqualTo("PAID");
        assertThat(payments(saga)).extracting(PaymentOperation::amount).containsExactly(12_000L);
    }

    @ParameterizedTest
    @CsvSource({"0", "-5"})
    void rejectsWhatWasApprovedWithoutMoney(long total) {
        SagaId saga = startWithBudget(aReport());

        expense.approve(saga, Map.of("amount", total));

        assertThat(expense.ended(saga).outcome()).isEqualTo("REJECTED");
        assertThat(payments(saga)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"rejected, REJECTED", "expired, EXPIRED", "withdrawn, WITHDRAWN"})
    void endsAsTheApprovalDoes(String decided, String outcome) {
        ExpenseVariables report = aReport();
        SagaId saga = startWithBudget(report);

        expense.conclude(saga, decided);

        Saga ended = expense.ended(saga);
        assertThat(ended.outcome()).isEqualTo(outcome);
        assertThat(ended.cause()).isEqualTo(decided);
        assertThat(payments(saga)).isEmpty();
        assertThat(expense.reserved(report.costCenter())).isZero();
        assertThat(mails(report)).extracting(Mail::subject).containsExactly("Your expense report is not paid");
    }

    @Test
    void tellsTheRequesterWhyItWasRejected() {
        ExpenseVariables report = aReport();
        SagaId saga = startWithBudget(report);

        expense.conclude(saga, "rejected");

        expense.ended(saga);
        assertThat(mails(report).getFirst().text()).contains("It was rejected. The reason: because of rejected");
    }

    @Test
    void refusesByPolicyWithoutAskingAnybody() {
        ExpenseVariables report = aReport(anItem(2_500_001, 'a'));
        SagaId saga = startWithBudget(report);

        Saga ended = expense.ended(saga);

        assertThat(ended.outcome()).isEqualTo("REJECTED");
        assertThat(ended.cause()).isEqualTo("policy-refused");
        assertThat(mails(report).getFirst().text()).contains("procurement");
    }

    @Test
    void paysWhatWasChangedAfterThePolicyReturnedIt() {
        ExpenseVariables report = aReport(anItemWithoutReceipt(9_000));
        SagaId saga = startWithBudget(report);

        expense.change(
                saga,
                Map.of(
                        "changeDecision",
                        "resubmit",
                        "lines",
                        List.of(aLine(80.55, "dinner.pdf", "b".repeat(64)), aLine(9.5, "", ""))));

        assertThat(expense.asked(saga))
                .containsEntry("amount", 9_005)
                .containsEntry("occurrence", "2")
                .containsEntry("documents", List.of(Map.of("name", "dinner.pdf", "sha256", "b".repeat(64))));
        expense.approve(saga, Map.of());
        assertThat(expense.ended(saga).outcome()).isEqualTo("PAID");
        assertThat(payments(saga)).extracting(PaymentOperation::amount).containsExactly(9_005L);
        assertThat(mails(report))
                .extracting(Mail::subject)
                .containsExactly("Your expense report needs a change", "Your expense report is paid");
        assertThat(mails(report).getFirst().text()).contains("needs a receipt");
    }

    @Test
    void asksAgainAfterAnApproverReturnedIt() {
        ExpenseVariables report = aReport();
        SagaId saga = startWithBudget(report);
        expense.conclude(saga, "returned");

        expense.change(saga, Map.of("changeDecision", "resubmit", "purpose", "Trade fair in spring"));

        assertThat(expense.asked(saga)).containsEntry("occurrence", "2");
        expense.conclude(saga, "returned");
        expense.change(saga, AGAIN);
        expense.approve(saga, Map.of());
        assertThat(expense.ended(saga).outcome()).isEqualTo("PAID");
        assertThat(mails(report))
                .extracting(Mail::subject)
                .containsExactly(
                        "Your expense report needs a change",
                        "Your expense report needs a change",
                        "Your expense report is paid");
        assertThat(mails(report).getLast().text()).contains("Trade fair in spring");
    }

    @Test
    void whoChangesAReportCannotChangeWhoGetsTheMoney() {
        ExpenseVariables report = aReport();
        SagaId saga = startWithBudget(report);
        expense.conclude(saga, "returned");

        expense.pastTheForm(() -> expense.change(
                saga,
                Map.of(
                        "changeDecision",
                        "resubmit",
                        "requester",
                        "somebody-else",
                        "department",
                        "board",
                        "turn",
                        -5,
                        "payable",
                        1_000_000)));

        assertThat(expense.asked(saga))
                .containsEntry("requester", report.requester())
                .containsEntry("department", "sales")
                .containsEntry("occurrence", "2");
        expense.approve(saga, Map.of());
        expense.ended(saga);
        assertThat(payments(saga)).singleElement().satisfies(payout -> {
            assertThat(payout.payee()).isEqualTo(report.requester());
            assertThat(payout.amount()).isEqualTo(12_000);
        });
    }

    @Test
    void endsWhenTheRequesterWithdrawsInsteadOfChanging() {
        ExpenseVariables report = aReport();
        SagaId saga = startWithBudget(report);
        expense.conclude(saga, "returned");

        expense.change(saga, Map.of("changeDecision", "withdraw"));

        Saga ended = expense.ended(saga);
        assertThat(ended.outcome()).isEqualTo("WITHDRAWN");
        assertThat(ended.cause()).isEqualTo("withdrawn");
    }

    @Test
    void remindsTheRequesterOnceATurnAndExpires() throws Exception {
        ExpenseVariables report = aReport();
        SagaId saga = startWithBudget(report);
        expense.conclude(saga, "returned");
        expense.task(saga, "Task_ChangeReport");

        expense.engine.advanceClock(Duration.ofHours(73));
        expense.awaitEffect(saga, "Task_RemindRequester", EffectState.COMPLETED);
        expense.engine.advanceClock(Duration.ofDays(12));

        Saga ended = expense.ended(saga);
        assertThat(ended.outcome()).isEqualTo("EXPIRED");
        assertThat(ended.cause()).isEqualTo("change-expired");
        assertThat(mails(report))
                .extracting(Mail::subject)
                .containsExactly(
                        "Your expense report needs a change",
                        "Your expense report needs a change",
                        "Your expense report is not paid");
    }

    @Test
    void rejectsWhatComesBackForTheFifthTime() {
        SagaId saga = startWithBudget(aReport());
        for (int turn = 1; turn < 5; turn++) {
            expense.conclude(saga, "returned");
            expense.change(saga, AGAIN);
        }

        expense.conclude(saga, "returned");

        Saga ended = expense.ended(saga);
        assertThat(ended.outcome()).isEqualTo("REJECTED");
        assertThat(ended.cause()).isEqualTo("returned-too-often");
    }

    @Test
    void rollsBackWhenTheBudgetIsExhausted() {
        ExpenseVariables report = aReport();
        expense.grant(report.costCenter(), 11_999);
        SagaId saga = expense.start(report);

        expense.approve(saga, Map.of());

        Saga ended = expense.ended(saga);
        assertThat(ended.outcome()).isEqualTo("ROLLED_BACK");
        assertThat(ended.cause()).isEqualTo("budget-exhausted");
        assertThat(payments(saga)).isEmpty();
        assertThat(expense.reserved(report.costCenter())).isZero();
        assertThat(mails(report).getFirst().text()).contains("the budget of its cost centre does not last");
    }

    @Test
    void releasesTheBudgetWhenThePayoutIsDeclined() {
        ExpenseVariables report = aReport();
        expense.partners.declinePayee(report.requester(), "account_closed");
        SagaId saga = startWithBudget(report);

        expense.approve(saga, Map.of());

        Saga ended = expense.ended(saga);
        assertThat(ended.outcome()).isEqualTo("ROLLED_BACK");
        assertThat(ended.cause()).isEqualTo("payout-declined");
        assertThat(expense.undone(saga)).containsExactly("expense.release-budget");
        assertThat(expense.reserved(report.costCenter())).isZero();
    }

    @Test
    void recallsThePayoutWhenThePeriodIsClosed() {
        ExpenseVariables report = aReport();
        SagaId saga = startWithBudget(report);
        expense.setCurrentPeriod(true);

        expense.approve(saga, Map.of());

        Saga ended = expense.ended(saga);
        assertThat(ended.outcome()).isEqualTo("ROLLED_BACK");
        assertThat(ended.state()).isEqualTo(SagaState.COMPENSATED);
        assertThat(ended.cause()).isEqualTo("period-closed");
        assertThat(kinds(saga)).containsExactly("PAYOUT", "RECALL");
        assertThat(expense.undone(saga)).containsExactly("expense.recall-payout", "expense.release-budget");
        assertThat(expense.reserved(report.costCenter())).isZero();
        assertThat(expense.journal(saga)).isEmpty();
    }

    @Test
    void undoesEverythingNewestFirstWhenCancelledAtTheLastStep() {
        ExpenseVariables report = aReport();
        expense.partners.faultMail(
                Fault.delay(Duration.ofSeconds(6)).matching(report.email()).times(1));
        SagaId saga = startWithBudget(report);
        expense.approve(saga, Map.of());
        expense.awaitEffect(saga, "Task_SendPaidMail", EffectState.CLAIMED);

        expense.cancel(saga);

        Saga ended = expense.ended(saga);
        assertThat(ended.outcome()).isEqualTo("ROLLED_BACK");
        assertThat(ended.cause()).isEqualTo("cancelled");
        assertThat(expense.undone(saga))
                .containsExactly("expense.reverse-booking", "expense.recall-payout", "expense.release-budget");
        assertThat(kinds(saga)).containsExactly("PAYOUT", "RECALL");
        assertThat(expense.journal(saga)).extracting(Entry::amount).containsExactly(12_000L, -12_000L);
        assertThat(expense.reserved(report.costCenter())).isZero();
    }

    @Test
    void rollsBackWhenCancelledWhileItWaitsForAnApproval() {
        SagaId saga = startWithBudget(aReport());
        expense.asked(saga);

        expense.cancel(saga);

        assertThat(expense.ended(saga).cause()).isEqualTo("cancelled");
    }

    @Test
    void paysOutOnceWhenTheAnswerIsLost() {
        ExpenseVariables report = aReport();
        expense.partners.faultPayments(
                Fault.cutAfterEffect().matching(report.requester()).times(1));
        SagaId saga = startWithBudget(report);

        expense.approve(saga, Map.of());

        assertThat(expense.ended(saga).outcome()).isEqualTo("PAID");
        assertThat(kinds(saga)).containsExactly("PAYOUT");
        assertThat(expense.effect(saga, "Task_PayOut").attempt()).isEqualTo(2);
    }

    @Test
    void skipsTheMailWhenTheMailServerStaysAway() {
        ExpenseVariables report = aReport();
        expense.partners.faultMail(Fault.status(451).matching(report.email()));
        SagaId saga = startWithBudget(report);

        expense.approve(saga, Map.of());

        assertThat(expense.ended(saga).outcome()).isEqualTo("PAID");
    }

    @Test
    void theJournalIsOnlyAppendedTo() {
        SagaId saga = startWithBudget(aReport());
        expense.approve(saga, Map.of());
        expense.ended(saga);

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> expense.deleteJournal(saga))
                .havingRootCause()
                .withMessageContaining("what is booked is only reversed");
    }

    private static SagaId startWithBudget(ExpenseVariables report) {
        expense.grant(report.costCenter(), 50_000);
        return expense.start(report);
    }

    private static Map<String, Object> aLine(double amount, String receipt, String sha256) {
        return Map.of(
                "date",
                "2026-11-02",
                "category",
                "meals",
                "description",
                "Dinner",
                "amount",
                amount,
                "receipt",
                receipt,
                "sha256",
                sha256);
    }

    /** What the payments partner says was done for this run, in order. */
    private static List<PaymentOperation> payments(SagaId saga) {
        return expense.partners.record().stream()
                .filter(operation -> operation.key().startsWith(saga.value() + "/"))
                .toList();
    }

    private static List<String> kinds(SagaId saga) {
        return payments(saga).stream()
                .map(PaymentOperation::kind)
                .map(Enum::name)
                .toList();
    }

    private static List<Mail> mails(ExpenseVariables report) {
        return expense.partners.mailsTo(report.email());
    }
}
