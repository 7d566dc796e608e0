package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Expense reports that people fill in and confirm in Tasklist, on the real stack. */
@NeedsStack({Part.POSTGRES, Part.ZEEBE, Part.KAFKA, Part.KEYCLOAK, Part.SANDBOX, Part.TASKLIST, Part.APPLICATION})
class ExpenseDraftTest {

    private static final String RECEIPT = "7f21".repeat(16);
    private final RunningStack stack;
    private final Reports reports;
    private final EngineApi engine;
    private final JdbcClient database;

    ExpenseDraftTest(RunningStack stack) {
        this.stack = stack;
        this.reports = Reports.granted(stack);
        this.engine = new EngineApi(stack);
        this.database =
                JdbcClient.create(new DriverManagerDataSource(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword()));
    }

    @BeforeAll
    static void start(RunningStack stack) {
        Search.of(stack).awaitForm("expensedraft.fill-in");
        Search.of(stack).awaitForm("expensedraft.confirm");
    }

    /** A run of the process expense. */
    private record Run(String id, String requester, String email, String department) {}

    @Test
    void anEmployeeFillsInAReportInTasklistConfirmsItAndIsPaid() {
        String purpose = "Fair " + reports.costCenter();
        try (Browser browser = Browser.openOrSkip()) {
            TasklistPage employee = TasklistPage.of(browser, "employee", stack);
            employee.openStartForm("expensedraft");
            fillIn(employee.page(), "employee", purpose);
            browser.photograph(employee.page(), "expense-fill-in");
            employee.start();

            employee.openTasks();
            employee.open("Confirm report", "You hand it in in your own name", "Purpose", purpose);
            assertThat(runs(purpose)).as("before it is confirmed").isEmpty();
            TasklistPage.choose(employee.page(), "Hand it in");
            browser.photograph(employee.page(), "expense-confirm");
            employee.complete();
        }

        Run run = await("the run")
                .until(() -> runs(purpose), all -> !all.isEmpty())
                .getFirst();
        assertThat(run.requester()).isEqualTo("employee");
        assertThat(run.email()).isEqualTo("employee@demo.invalid");
        assertThat(run.department()).isEqualTo("sales");

        reports.decide("manager", run.id(), "approve", null);

        assertThat(reports.as("employee").ended(run.id()).path("outcome").asString())
                .isEqualTo("PAID");
        assertThat(runs(purpose)).as("once").hasSize(1);
        assertThat(stack.partners().record().stream().filter(it -> run.id().equals(it.reference())))
                .singleElement()
                .satisfies(payout -> {
                    assertThat(payout.payee()).isEqualTo("employee");
                    assertThat(payout.amount()).isEqualTo(12_050);
                });
    }

    @Test
    void nobodyButTheNamedPersonHandsItIn() {
        String purpose = "Taxi " + reports.costCenter();
        long draft = engine.start("expensedraft", form("manager", purpose));
        long first = task(draft, 0);
        assertThat(assignee(first)).isEqualTo("manager");

        engine.unassign(first);
        engine.complete(first, Map.of("draftDecision", "hand-in"));
        long second = task(draft, first);
        engine.assign(second, "employee");
        engine.complete(second, Map.of("draftDecision", "hand-in", "requester", "employee"));
        long third = task(draft, second);
        assertThat(assignee(third)).isEqualTo("manager");
        assertThat(runs(purpose)).isEmpty();

        try (Browser browser = Browser.openOrSkip()) {
            TasklistPage manager = TasklistPage.of(browser, "manager", stack);
            manager.open("Confirm report", "not by the person whom it names", "Purpose", purpose);
            browser.photograph(manager.page(), "expense-confirm-again");
            TasklistPage.choose(manager.page(), "Hand it in");
            manager.complete();
        }

        List<Run> runs = await("the run").until(() -> runs(purpose), all -> !all.isEmpty());
        assertThat(runs)
                .singleElement()
                .satisfies(run -> assertThat(run.requester()).isEqualTo("manager"));
    }

    private void fillIn(Page page, String requester, String purpose) {
        Locator date = page.locator(".fjs-form-field-datetime input").first();
        TasklistPage.enterDate(date, "11/2/2026");
        TasklistPage.pick(page.locator(".fjs-form-field-select").first(), "Travel");
        TasklistPage.enter(Map.of(
                page.getByLabel("Who was out of pocket"),
                requester,
                page.getByLabel("Purpose"),
                purpose,
                page.getByLabel("Cost centre"),
                reports.costCenter(),
                page.getByLabel("Amount"),
                "120.5",
                page.getByLabel("Description"),
                "Train",
                page.getByLabel("Receipt", new Page.GetByLabelOptions().setExact(true)),
                "train.pdf",
                page.getByLabel("SHA-256 of the receipt"),
                RECEIPT));
    }

    private Map<String, Object> form(String requester, String purpose) {
        return Map.of(
                "requester",
                requester,
                "purpose",
                purpose,
                "costCenter",
                reports.costCenter(),
                "currency",
                "EUR",
                "lines",
                List.of(Map.of(
                        "date", "2026-11-02",
                        "category", "travel",
                        "description", "Taxi",
                        "amount", 120.5,
                        "receipt", "taxi.pdf",
                        "sha256", RECEIPT)));
    }

    private List<Run> runs(String purpose) {
        return database.sql("""
                        SELECT id, variables ->> 'requester' requester, variables ->> 'email' email,
                            variables ->> 'department' department
                        FROM run WHERE process = 'expense' AND variables ->> 'purpose' = ?
                        """)
                .param(purpose)
                .query((row, number) -> new Run(
                        row.getString("id"),
                        row.getString("requester"),
                        row.getString("email"),
                        row.getString("department")))
                .list();
    }

    /** The open task of the draft, as the engine's records tell it. */
    private long task(long draft, long other) {
        return await("a task of draft " + draft)
                .until(
                        () -> database.sql("""
                                        SELECT user_task_key FROM user_task
                                        WHERE process_instance_key = ? AND state = 'CREATED' AND user_task_key <> ?
                                        """)
                                .params(draft, other)
                                .query(Long.class)
                                .optional()
                                .orElse(0L),
                        task -> task != 0);
    }

    private String assignee(long task) {
        return await("the assignee of task " + task)
                .until(
                        () -> database.sql("SELECT coalesce(assignee, '') FROM user_task WHERE user_task_key = ?")
                                .param(task)
                                .query(String.class)
                                .single(),
                        user -> !user.isEmpty());
    }
}
