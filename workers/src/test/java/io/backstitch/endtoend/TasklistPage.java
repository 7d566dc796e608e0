package io.backstitch.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.RunningStack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Tasklist as one person sees it. */
final class TasklistPage {

    /** A form takes a moment to show its values; in milliseconds. */
    private static final double A_LOOK = 2_000;

    private static final String FOUND = "this is it";

    private static final String COMPLETED = "it is completed";

    private static final String TWICE_DRAWN =
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))";

    private final Page page;
    private final String url;
    private String opened = "";

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

    /** How Tasklist's list marks the task that was opened last. */
    String opened() {
        return opened;
    }

    /** A task of that name in whose form the text stands: one of the task's own values, since what every such form says is there before them. */
    void open(String name, String text) {
        open(name, form -> form.getByText(text).first().isVisible());
    }

    /** A task of that name in whose form the text stands, and the field has the value. */
    void open(String name, String text, String field, String value) {
        open(name, form -> form.getByText(text).first().isVisible() && has(form.getByLabel(field), value));
    }

    private static boolean has(Locator field, String value) {
        return field.isVisible() && field.inputValue().equals(value);
    }

    /**
     * The task of that name that is the one. Tasks of other tests are there, too, and newer ones come: so all are looked at in turn.
     *
     * <p>Each is looked at on a page that was loaded for it. Tasklist asks once for the values of a form and keeps them: a form that was opened before its
     * values were imported stays empty. And for a moment the form of the task before is still there. A busy machine gets more time in each round.
     */
    void open(String name, Predicate<Page> isIt) {
        AtomicInteger rounds = new AtomicInteger();
        await("the task " + name).until(() -> lookAtEach(name, isIt, rounds.incrementAndGet()), FOUND::equals);
    }

    /** @return {@link #FOUND}, or what was seen instead */
    private String lookAtEach(String name, Predicate<Page> isIt, int round) {
        Locator tasks = page.locator("[data-testid^='task-']").filter(new Locator.FilterOptions().setHasText(name));
        assertThat(tasks.first()).isVisible();
        List<String> ids = tasks.all().stream()
                .map(task -> task.getAttribute("data-testid"))
                .toList();
        for (String id : ids) {
            if (page.getByTestId(id).count() > 0) {
                page.getByTestId(id).click();
                page.waitForURL(Pattern.compile(".*" + id.replaceAll("\\D", "") + ".*"));
                page.reload();
                if (shows(isIt, round * A_LOOK)) {
                    opened = id;
                    return FOUND;
                }
            }
        }
        return ids + "; the last one: " + page.locator("main").innerText();
    }

    private boolean shows(Predicate<Page> isIt, double millis) {
        try {
            page.waitForCondition(() -> isIt.test(page), new Page.WaitForConditionOptions().setTimeout(millis));
            return true;
        } catch (TimeoutError e) {
            return false;
        }
    }

    /** Types into one field, as {@link #enter(Map)} does. */
    static void enter(Locator field, String text) {
        enter(Map.of(field, text));
    }

    /**
     * Types into the fields, leaves them, and returns when the form has taken over all of it.
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

    /** The same for a date, which the field takes over with the Enter key; {@code date} as it shows it then. */
    static void enterDate(Locator field, String date) {
        untilKept(field.page(), date, () -> field.inputValue().equals(date), () -> {
            field.fill(date);
            field.press("Enter");
        });
    }

    /** Takes one of several choices that exclude each other, {@code choice} as it is labelled, and returns when the form has taken that over. */
    static void choose(Page form, String choice) {
        Locator button = form.getByRole(
                AriaRole.RADIO, new Page.GetByRoleOptions().setName(choice).setExact(true));
        Locator label = form.getByText(choice, new Page.GetByTextOptions().setExact(true));
        untilKept(form, choice, button::isChecked, label::click);
    }

    /** Takes one of the choices of a list that opens, in the same way. */
    static void pick(Locator select, String item) {
        Locator shown = select.locator(".fjs-input-group");
        Locator offered =
                select.page().locator(".fjs-dropdownlist-item").filter(new Locator.FilterOptions().setHasText(item));
        untilKept(select.page(), item, () -> shown.innerText().contains(item), () -> {
            shown.click();
            offered.click();
        });
    }

    /**
     * Puts something into a form until it is there. A form takes nothing before it may be filled in, which is a moment after its task was assigned; and on a
     * busy machine it loses what it was given while it was drawing itself anew. A person sees that and does it again.
     */
    private static void untilKept(Page form, String what, BooleanSupplier isThere, Runnable put) {
        await("the form to keep " + what).until(() -> {
            if (!isThere.getAsBoolean()) {
                put.run();
                form.evaluate(TWICE_DRAWN);
            }
            return isThere.getAsBoolean();
        });
    }

    void assignToMe() {
        button("Assign to me").click();
    }

    /** The form takes over what was typed a moment later, and Tasklist ignores a click before that: click until it counts. */
    void complete() {
        Locator complete = button("Complete Task");
        await("the task to be completed")
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> {
                            if (complete.isVisible() && complete.isEnabled()) {
                                complete.click();
                            }
                            return complete.isVisible() ? page.locator("main").innerText() : COMPLETED;
                        },
                        COMPLETED::equals);
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
        assertThat(page.getByText("Process has started").first()).isVisible();
    }

    void openTasks() {
        page.navigate(url);
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}
