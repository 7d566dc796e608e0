package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.PaymentOperation;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Expense reports on the real engine, with the real approval and the people of the demo realm. */
@NeedsStack({Part.POSTGRES, Part.ZEEBE, Part.KAFKA, Part.KEYCLOAK, Part.SANDBOX, Part.TASKLIST, Part.APPLICATION})
class ExpenseTest {

    private final RunningStack stack;
    private final Reports reports;
    private final OnboardingClient employee;

    ExpenseTest(RunningStack stack) {
        this.stack = stack;
        this.reports = Reports.granted(stack);
        this.employee = reports.as("employee");
    }

    @BeforeAll
    static void start(RunningStack stack) {
        Search.of(stack).awaitForm("expense.approve");
        Search.of(stack).awaitForm("expense.change");
    }

    @Test
    void onlyControllersSetBudgets() {
        assertThat(employee.put("/api/expense-budgets/" + reports.costCenter(), "{\"currency\":\"EUR\",\"granted\":1}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void namesTheWrongFields() {
        HttpResponse<String> answer =
                employee.post("/api/expenses", "application/json", "{\"purpose\":\"\",\"items\":[]}", "key");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void oneKeyIsOneReportAndOnlyOfWhoSentIt() {
        String report = reports.report("Taxi", 12_000);
        String key = UUID.randomUUID().toString();

        HttpResponse<String> first = employee.post("/api/expenses", "application/json", report, key);

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(employee.post("/api/expenses", "application/json", report, key)
                        .body())
                .isEqualTo(first.body());
        HttpResponse<String> managers = reports.as("manager").post("/api/expenses", "application/json", report, key);
        assertThat(managers.statusCode()).isEqualTo(202);
        assertThat(managers.body()).as("a key of one is not that of another").isNotEqualTo(first.body());
        assertThat(reports.as("reviewer")
                        .post("/api/expenses", "application/json", report, "other")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void paysWhatTheManagerHasMadeOfIt() {
        String run = reports.handIn("employee", "Taxi", 12_000);

        reports.decide("manager", run, "approve", Map.of("amount", 99.95));

        assertThat(employee.ended(run).path("outcome").asString()).isEqualTo("PAID");
        assertThat(payments(run)).singleElement().satisfies(payout -> {
            assertThat(payout.amount()).isEqualTo(9_995);
            assertThat(payout.payee()).isEqualTo("employee");
        });
    }

    @Test
    void paysWhenTwoDirectorsAgreeAndTheOwnVoteDoesNotCount() {
        OnboardingClient director = reports.as("director");
        String run = reports.handIn("director", "Meeting of the board", 600_000);

        String approval = reports.decide("director2", run, "approve", null);
        HttpResponse<String> own = reports.decision("director", approval, "approve", null);
        reports.decide("director3", run, "approve", null);

        assertThat(own.statusCode()).isEqualTo(403);
        assertThat(own.body()).contains("own-request");
        assertThat(director.ended(run).path("outcome").asString()).isEqualTo("PAID");
    }

    @Test
    void rejectsWhenTheManagerRejects() {
        String run = reports.handIn("employee", "Taxi", 12_000);

        reports.decide("manager", run, "reject", null);

        JsonNode ended = employee.ended(run);
        assertThat(ended.path("outcome").asString()).isEqualTo("REJECTED");
        assertThat(payments(run)).isEmpty();
    }

    @Test
    void endsWhenTheRequesterWithdraws() {
        String run = reports.handIn("employee", "Taxi", 12_000);
        String approval = reports.approvalOf("manager", run);

        HttpResponse<String> answer = employee.post(
                "/api/approvals/" + approval + "/withdrawal",
                "application/json",
                "{\"reason\":\"paid by the customer\"}",
                null);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(employee.ended(run).path("outcome").asString()).isEqualTo("WITHDRAWN");
    }

    @Test
    void whatTheManagerReturnsIsChangedInTasklistAndApprovedAnew() {
        String purpose = "Printer paper " + reports.costCenter();
        String run = reports.handIn("employee", purpose, 12_000);
        try (Browser browser = Browser.openOrSkip()) {
            TasklistPage manager = TasklistPage.of(browser, "manager", stack);
            manager.open("Decide", purpose);
            manager.assignToMe();
            browser.photograph(manager.page(), "expense-approve");
            TasklistPage.choose(manager.page(), "Return for changes");
            TasklistPage.enter(manager.page().getByLabel("Reason"), "Charge the right cost centre");
            manager.complete();

            TasklistPage requester = TasklistPage.of(browser, "employee", stack);
            requester.open("Change report", "Charge the right cost centre");
            browser.photograph(requester.page(), "expense-change");
            TasklistPage.enter(requester.page().getByLabel("Purpose"), purpose + ", again");
            TasklistPage.choose(requester.page(), "Hand it in again");
            requester.complete();
        }

        reports.decide("manager", run, "approve", null);

        assertThat(employee.ended(run).path("outcome").asString()).isEqualTo("PAID");
        assertThat(stack.partners().mailsTo("employee@demo.invalid"))
                .anyMatch(mail ->
                        mail.text().contains(purpose + ", again") && mail.text().contains(run));
    }

    @Test
    void whoDecidesAboutTheirOwnInTasklistReadsWhyItDidNotCount() {
        String purpose = "Meeting of the board " + reports.costCenter();
        String run = reports.handIn("director", purpose, 600_000);
        try (Browser browser = Browser.openOrSkip()) {
            TasklistPage director = TasklistPage.of(browser, "director", stack);
            director.open("Decide", purpose);
            director.assignToMe();
            TasklistPage.choose(director.page(), "Approve");
            TasklistPage.enter(director.page().getByLabel("Reason"), "It was a good meeting");
            director.complete();

            director.open("Decide", "Nobody decides about their own request");
            browser.photograph(director.page(), "expense-refused");
        }

        reports.decide("director2", run, "approve", null);
        reports.decide("director3", run, "approve", null);

        assertThat(reports.as("director").ended(run).path("outcome").asString()).isEqualTo("PAID");
    }

    private List<PaymentOperation> payments(String run) {
        return stack.partners().record().stream()
                .filter(it -> run.equals(it.reference()))
                .toList();
    }
}
