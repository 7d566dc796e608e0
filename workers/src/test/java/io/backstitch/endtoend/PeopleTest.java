package io.backstitch.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.backstitch.endtoend.OnboardingClient.aRiskyCustomer;
import static io.backstitch.endtoend.OnboardingClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.RequestOptions;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** People at work: Tasklist and Operate in a real browser, logged in through Keycloak. */
@NeedsStack({
    Part.POSTGRES,
    Part.ZEEBE,
    Part.KAFKA,
    Part.KEYCLOAK,
    Part.SANDBOX,
    Part.TASKLIST,
    Part.OPERATE,
    Part.APPLICATION
})
class PeopleTest {

    /** A page takes a moment to show what it has asked for, on a busy machine some more; in milliseconds. */
    private static final double A_LOOK = 20_000;

    /** As Tasklist writes times. */
    private static final DateTimeFormatter TASKLISTS = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("XX")
            .toFormatter(Locale.ROOT);

    private final RunningStack stack;
    private final OnboardingClient requester;
    private Browser browser;

    PeopleTest(RunningStack stack) {
        this.stack = stack;
        this.requester = OnboardingClient.as("requester", stack);
    }

    @BeforeAll
    static void start(RunningStack stack) {
        Search.of(stack).awaitForm("onboarding.review");
        Search.of(stack).awaitForm("expense.approve");
    }

    @BeforeEach
    void open() {
        browser = Browser.openOrSkip();
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void aReviewerApprovesInTasklistAndOperateShowsTheRunCompleted() {
        Map<String, Object> customer = aRiskyCustomer();
        String run = requester.start(customer);

        TasklistPage reviewer = TasklistPage.of(browser, "reviewer", stack);
        reviewer.open("Decide", form -> isOf(form, text(customer, "customer")));
        doesNotSee("lead", reviewer.opened());

        reviewer.assignToMe();
        Page form = reviewer.page();
        assertThat(form.getByLabel("Customer", exactly())).hasValue(text(customer, "customer"));
        TasklistPage.choose(form, "Approve");
        TasklistPage.enter(form.getByLabel("Reason"), "Known customer, the contract is signed");
        browser.photograph(form, "tasklist");
        reviewer.complete();

        JsonNode ended = requester.ended(run);
        assertThat(ended.path("outcome").asString()).isEqualTo("ONBOARDED");
        showsCompleted(run);
    }

    @Test
    void aTileSaysWhichTaskItIsUntilWhenAndHowUrgentAndTheFormWhatHappensOtherwise() {
        Reports reports = Reports.granted(stack);
        ApprovalWitness witness = new ApprovalWitness(stack, reports);
        long small = witness.openTask(reports.handIn("employee", "Taxi to the fair", 12_050));
        long large = witness.openTask(reports.handIn("employee", "A new machine", 1_200_000));
        reports.handIn("employee", "A night at the fair in Frankfurt, since the last train did not go", 30_000);

        JsonNode known = Search.of(stack).task(small);
        assertThat(known.path("priority").asInt()).isEqualTo(25);
        assertThat(Duration.between(
                        OffsetDateTime.parse(known.path("creationTime").asString(), TASKLISTS),
                        OffsetDateTime.parse(known.path("dueDate").asString(), TASKLISTS)))
                .as("the next level is asked after 72 hours")
                .isBetween(Duration.ofHours(71), Duration.ofHours(73));
        assertThat(Search.of(stack).task(large).path("priority").asInt()).isEqualTo(75);

        TasklistPage manager = TasklistPage.of(browser, "manager", stack);
        Locator tile = manager.page().getByTestId("task-" + small);
        assertThat(tile).containsText("employee: 120.50 EUR, Taxi to the fair");
        assertThat(tile).containsText("Approval");
        browser.photograph(manager.page(), "tasklist-tiles");
        manager.open("Taxi to the fair", "If nobody has decided by then, others are asked instead.");
        assertThat(manager.page().getByText("SHA-256")).hasCount(0);
        browser.photograph(manager.page(), "tasklist-form");
        manager.assignToMe();
        await("the due date of a task that somebody has taken")
                .until(
                        () -> Search.of(stack).task(small),
                        task -> !task.path("assignee").isNull());
        assertThat(Search.of(stack).task(small).path("dueDate")).isEqualTo(known.path("dueDate"));
    }

    /** Who works in Tasklist could set variables and move tokens of every run in Operate. */
    @Test
    void anEmployeeIsNotLetIntoOperate() {
        Page employee = browser.logIn("employee", stack.url(Part.OPERATE));
        employee.waitForURL(address -> !address.contains("/realms/"));

        assertThat(asks(employee)).as("of the employee").isNotEqualTo(200);
        Page operator = browser.logIn("operator", stack.url(Part.OPERATE));
        await("the operator in Operate").until(() -> asks(operator) == 200);
    }

    /** Who asks; Operate sends those whom it does not know to a page of the login, which is there for everybody. */
    private int asks(Page page) {
        return page.request()
                .get(
                        stack.url(Part.OPERATE) + "/api/authentications/user",
                        RequestOptions.create().setMaxRedirects(0))
                .status();
    }

    private static boolean isOf(Page form, String customer) {
        Locator field = form.getByLabel("Customer", exactly());
        return field.isVisible() && field.inputValue().equals(customer);
    }

    /** A user outside the candidate group does not see the task, although Tasklist has it. Drafts of other tests are there for everybody. */
    private void doesNotSee(String user, String task) {
        Page other = browser.logIn(user, stack.url(Part.TASKLIST));
        Locator list = other.locator("[data-testid^='task-']").or(other.getByText("No tasks found"));
        assertThat(list.first()).isVisible();
        assertThat(other.getByTestId(task)).hasCount(0);
    }

    private void showsCompleted(String run) {
        long instance = instanceKey(run);
        Search.of(stack).awaitEnd(instance, "End_Onboarded");
        Page operate = browser.logIn("operator", stack.url(Part.OPERATE) + "/processes/" + instance);
        assertThat(operate.locator("[data-testid^='COMPLETED-icon']").first()).isVisible();
        await("the end in Operate's history").until(() -> history(operate), steps -> steps.contains("Onboarded"));
        browser.photograph(operate, "operate");
    }

    /** What a page shows that is loaded now: Operate asks once for the history of a run that has ended, and never again on the same page. */
    private static List<String> history(Page operate) {
        operate.reload();
        Locator history = operate.getByTestId("instance-history");
        try {
            history.getByText("Onboarded", new Locator.GetByTextOptions().setExact(true))
                    .waitFor(new Locator.WaitForOptions().setTimeout(A_LOOK));
        } catch (TimeoutError notThere) {
            // What is there instead is what a wait that gives up tells.
        }
        return history.innerText().lines().toList();
    }

    /** Operate knows runs by the engine's number; it finds ours by its business id, once it has imported it. */
    private long instanceKey(String run) {
        return Search.of(stack).processInstanceOf("onboarding", run);
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }
}
