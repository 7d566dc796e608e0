package io.backstitch.stack.demo;

import io.backstitch.stack.StackFailure;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Expense reports on the running stack that wait for people, each for others: the person at the keyboard logs in as one after the other, and
 * decides. It can be repeated: each demo has a number of its own.
 *
 * <p>Every method throws {@link StackFailure}, with what to do, when the stack is not up or says no.
 */
public final class ExpenseDemo {
    private static final DateTimeFormatter NUMBER =
            DateTimeFormatter.ofPattern("MMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PLENTY = 100_000_000;
    private static final long NOT_MUCH = 10_000;

    /** A report and its run. */
    private record Waiting(ExpenseStories.Story story, String run) {}

    private final Places places;
    private final Clock clock;
    private final PrintWriter out;

    public ExpenseDemo(Places places, Clock clock, PrintWriter out) {
        this.places = places;
        this.clock = clock;
        this.out = out;
    }

    /** Sets the budgets, hands the reports in, and tells who has to do what. */
    public void run() {
        var controller = as("controller");
        controller.requireReady();
        controller.put("/api/expense-budgets/" + ExpenseStories.SALES, new Grant("EUR", PLENTY));
        controller.put("/api/expense-budgets/" + ExpenseStories.WORKSHOP, new Grant("EUR", NOT_MUCH));
        var yesterday = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        var stories = new ExpenseStories(NUMBER.format(clock.instant()), yesterday);

        List<Waiting> waiting = new ArrayList<>();
        for (var story : stories.all()) {
            waiting.add(handIn(stories, story));
        }
        print(stories, waiting);
        out.flush();
    }

    private record Grant(String currency, long granted) {}

    private Waiting handIn(ExpenseStories stories, ExpenseStories.Story story) {
        var api = as(story.requester());
        String run = api.start("/api/expenses", stories.idempotencyKey(story), story.request());
        new RunWatch(api, run, out).until(it -> it.state().equals("RUNNING"), PATIENCE);
        return new Waiting(story, run);
    }

    private ApplicationApi as(String user) {
        return new ApplicationApi(places.application(), places.management(), new Login(places.keycloak(), user, clock));
    }

    private void print(ExpenseStories stories, List<Waiting> waiting) {
        out.printf("Demo %s: %d expense reports wait for people.%n", stories.number(), waiting.size());
        for (Waiting it : waiting) {
            var story = it.story();
            out.printf(
                    "%n  %s: '%s', handed in by %s%n",
                    story.name(), story.request().purpose(), story.requester());
            out.printf("    run       %s%n", it.run());
            out.printf("    waits for %s%n", story.people());
            out.printf("    shows     %s%n", story.shows());
        }
        out.println();
        out.println("What to do");
        out.printf("  1. Open %s in a private window and log in as manager / demo.%n", places.tasklist());
        out.println(
                "     A task shows the report, its items and its receipts. Press 'Assign to me', decide, write a reason,");
        out.println("     press 'Complete Task'. You may charge another cost centre, or lower the amount.");
        out.println(
                "  2. Log out, log in as the next one: finance, director, director2, employee, each with the password demo.");
        out.println(
                "  3. Try what must not work: as director, approve 'own'; as director, take two tasks of 'trade-fair'.");
        out.println("     Such a decision is refused, on record, and the task opens again with a note that says why.");
        out.println(
                "  4. Return one for changes: employee finds it as 'Change report', changes it and hands it in again.");
        out.println(
                "  5. Hand in one of your own: Processes, 'Fill in an expense report', and confirm it in your tasks.");
        out.println();
        out.println("How it goes on");
        out.printf("  ./backstitch demo --watch %s%n", waiting.getFirst().run());
        out.printf("  %-42s what the requesters were told%n", places.sandbox().resolve("/mail/messages"));
        out.printf(
                "  %-42s what was paid out, and taken back%n", places.sandbox().resolve("/payments/record"));
        out.println();
        out.println("What an auditor sees");
        out.printf("  ./backstitch audit show %s%n", waiting.getFirst().run());
        out.println("  ./backstitch audit export audit.jsonl");
        out.println("  ./backstitch audit keys        # the keys to verify with: KEY");
        out.println("  ./backstitch audit verify audit.jsonl --key KEY");
    }
}
