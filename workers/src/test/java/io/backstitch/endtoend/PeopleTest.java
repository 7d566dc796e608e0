package io.backstitch.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.backstitch.endtoend.OnboardingClient.aRiskyCustomer;
import static io.backstitch.endtoend.OnboardingClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** People at work: Tasklist and Operate in a real browser, logged in through Keycloak. */
@NeedsStack({Part.POSTGRES, Part.ZEEBE, Part.KEYCLOAK, Part.SANDBOX, Part.TASKLIST, Part.OPERATE})
class PeopleTest {

    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private final RunningStack stack;
    private final OnboardingClient requester;
    private Browser browser;

    PeopleTest(RunningStack stack) {
        this.stack = stack;
        this.requester = OnboardingClient.as("requester", stack);
    }

    @BeforeAll
    static void start(RunningStack stack) {
        ApplicationOnStack.start(stack);
        Search.of(stack).awaitForm("onboarding.review");
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

        Page reviewer = browser.logIn("reviewer", stack.url(Part.TASKLIST));
        Locator task = reviewer.locator("[data-testid^='task-']").filter(withText("Decide"));
        assertThat(task.first()).isVisible(SOON);
        seesNothing("lead");

        task.first().click();
        reviewer.getByRole(AriaRole.BUTTON, button("Assign to me")).click();
        assertThat(reviewer.getByLabel("Customer", exactly())).hasValue(text(customer, "customer"));
        reviewer.getByText("Approve", exactText()).click();
        reviewer.getByLabel("Reason").fill("Known customer, the contract is signed");
        browser.photograph(reviewer, "tasklist");
        complete(reviewer);

        JsonNode ended = requester.ended(run);
        assertThat(ended.path("outcome").asString()).isEqualTo("ONBOARDED");
        showsCompleted(run);
    }

    /** The form takes over what was typed a moment later, and Tasklist ignores a click before that: click until it counts. */
    private static void complete(Page page) {
        Locator complete = page.getByRole(AriaRole.BUTTON, button("Complete Task"));
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    if (complete.isVisible() && complete.isEnabled()) {
                        complete.click();
                    }
                    return !complete.isVisible();
                });
    }

    /** A user outside the candidate group does not see the task, although Tasklist has it. */
    private void seesNothing(String user) {
        Page other = browser.logIn(user, stack.url(Part.TASKLIST));
        assertThat(other.getByText("No tasks found")).isVisible(SOON);
        assertThat(other.locator("[data-testid^='task-']")).hasCount(0);
    }

    private void showsCompleted(String run) {
        Page operate = browser.logIn("operator", stack.url(Part.OPERATE) + "/processes/" + instanceKey(run));
        Locator history = operate.getByTestId("instance-history");
        assertThat(operate.locator("[data-testid^='COMPLETED-icon']").first()).isVisible(SOON);
        assertThat(history.getByText("Onboarded", new Locator.GetByTextOptions().setExact(true)))
                .isVisible(SOON);
        browser.photograph(operate, "operate");
    }

    /** Operate knows runs by the engine's number; it finds ours by its business id, once it has imported it. */
    private long instanceKey(String run) {
        return Search.of(stack).processInstanceOf(run);
    }

    private static Locator.FilterOptions withText(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static Page.GetByRoleOptions button(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByTextOptions exactText() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }
}
