package io.backstitch.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.RunningStack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Tasklist as one person sees it. */
final class TasklistPage {

    static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(Browser.PATIENCE);

    /** A form takes a moment to show. */
    private static final int LOOKS_AT_EACH = 5;

    private static final String FOUND = "this is it";

    private static final String TWICE_DRAWN =
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))";

    private final Page page;
    private final String url;

    private TasklistPage(Page page, String url) {
        this.page = page;
        this.url = url;
    }

    static TasklistPage of(Browser browser, String user, RunningStack stack) {
        String url = stack.url(Part.TASKLIST);
        return new TasklistPage(browser.logIn(user, url), url);
    }

    Page page() {
        return page;
    }

    /** A task of that name in whose form the text stands. */
    void open(String name, String text) {
        open(name, form -> form.getByText(text).first().isVisible());
    }

    /**
     * The newest task of that name that is the one. Tasks of other tests are there, too, and newer ones come: so all are looked at in turn.
     *
     * <p>Each round begins with a fresh page, as a person presses F5. Tasklist asks once for the values of a form and keeps them. A form that was opened
     * before its values were imported stays empty, however often somebody clicks on its task. A round takes longer than the one before it, so that a
     * busy machine has the time to show a form.
     */
    void open(String name, Predicate<Page> isIt) {
        Locator task = page.locator("[data-testid^='task-']").filter(new Locator.FilterOptions().setHasText(name));
        Turns turns = new Turns();
        await("the task " + name)
                .until(
                        () -> {
                            if (turns.roundBegins()) {
                                page.reload();
                            }
                            assertThat(task.first()).isVisible(SOON);
                            task.nth(turns.next(task.count())).click();
                            return isIt.test(page)
                                    ? FOUND
                                    : page.locator("main").innerText();
                        },
                        FOUND::equals);
    }

    /** Whose turn it is to be looked at. */
    private static final class Turns {

        private int round = 1;
        private int looks;
        private boolean begins;

        /** @return whether all tasks were looked at, and the next round begins now */
        boolean roundBegins() {
            return begins;
        }

        int next(int tasks) {
            int looksAtEach = LOOKS_AT_EACH * round;
            int turn = Math.min(looks / looksAtEach, Math.max(0, tasks - 1));
            looks++;
            begins = looks >= looksAtEach * tasks;
            if (begins) {
                looks = 0;
                round++;
            }
            return turn;
        }
    }

    /** Types into one field, as {@link #enter(Map)} does. */
    static void enter(Locator field, String text) {
        enter(Map.of(field, text));
    }

    /**
     * Types into the fields, leaves them, and returns when the form has taken over all of it. On a busy machine the form loses what was typed while it
     * was drawing itself anew; a person sees that and types it again.
     *
     * @param texts by field
     */
    static void enter(Map<Locator, String> texts) {
        await("the form to keep what is typed into it").until(() -> {
            List<Locator> lost = texts.keySet().stream()
                    .filter(field -> !field.inputValue().equals(texts.get(field)))
                    .toList();
            for (Locator field : lost) {
                field.fill(String.valueOf(texts.get(field)));
                field.blur();
                field.page().evaluate(TWICE_DRAWN);
            }
            return lost.isEmpty();
        });
    }

    /** Clicks on one of several choices, and returns when the form has taken that over. */
    static void choose(Locator choice) {
        choice.click();
        choice.page().evaluate(TWICE_DRAWN);
    }

    void assignToMe() {
        button("Assign to me").click();
    }

    /** The form takes over what was typed a moment later, and Tasklist ignores a click before that: click until it counts. */
    void complete() {
        Locator complete = button("Complete Task");
        await().pollInterval(Duration.ofSeconds(1)).until(() -> {
            if (complete.isVisible() && complete.isEnabled()) {
                complete.click();
            }
            return !complete.isVisible();
        });
    }

    /** Opens the form by which a process starts, from the page of processes. */
    void openStartForm(String process) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Processes"))
                .click();
        button("Continue").click();
        page.getByTestId("process-tile")
                .filter(new Locator.FilterOptions().setHasText(process))
                .getByRole(AriaRole.BUTTON)
                .click();
    }

    /** Submits the form by which a process starts. */
    void start() {
        page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Start process").setExact(true))
                .click();
        assertThat(page.getByText("Process has started").first()).isVisible(SOON);
    }

    void openTasks() {
        page.navigate(url);
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}
