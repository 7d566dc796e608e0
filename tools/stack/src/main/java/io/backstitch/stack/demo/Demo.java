package io.backstitch.stack.demo;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.sandbox.PaymentOperation;
import io.backstitch.stack.sandbox.SandboxClient;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Predicate;

/**
 * Five onboardings on the running stack: straight through, waiting for a review, declined card, cancelled, and one that
 * fails late and is undone. It can be repeated: each demo has a number of its own. All of it is told as it happens.
 *
 * <p>Every method throws {@link StackFailure}, with what to do, when the stack is not up or a run does not get where it
 * should.
 */
public final class Demo {
    private static final DateTimeFormatter NUMBER =
            DateTimeFormatter.ofPattern("MMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration A_LONG_TIME = Duration.ofDays(1);

    private final Places places;
    private final Clock clock;
    private final PrintWriter out;
    private final ApplicationApi api;

    public Demo(Places places, Clock clock, PrintWriter out) {
        this.places = places;
        this.clock = clock;
        this.out = out;
        this.api = new ApplicationApi(places.application(), places.management(), new Login(places.keycloak(), clock));
    }

    /** Starts the runs, waits until each is where it should be, and tells where to look and what to do next. */
    public void run() {
        api.requireReady();
        var stories = new Stories(NUMBER.format(clock.instant()));
        out.printf("Demo %s: five onboardings, requested by 'operator'.%n", stories.number());

        var straight = start(stories, stories.straightThrough());
        straight.until(ends("ONBOARDED"), PATIENCE);
        var review = start(stories, stories.review());
        review.until(RunView::waitsForReview, PATIENCE);
        review.tellReview();
        var declined = start(stories, stories.declined());
        declined.until(ends("REJECTED"), PATIENCE);
        var cancelled = start(stories, stories.cancelled());
        cancelled.until(RunView::waitsForReview, PATIENCE);
        api.cancel(cancelled.runId(), "the demo takes one back");
        cancelled.until(ends("ROLLED_BACK"), PATIENCE);
        var late = start(stories, stories.lateFailure());
        late.until(ends("ROLLED_BACK"), PATIENCE);

        conclude(
                stories.review(),
                review.runId(),
                List.of(
                        row(stories.straightThrough(), straight),
                        row(stories.review(), review),
                        row(stories.declined(), declined),
                        row(stories.cancelled(), cancelled),
                        row(stories.lateFailure(), late)));
    }

    /** Tells one run as it goes on, until it ends. */
    public void watch(String runId) {
        out.printf("Run %s, until it ends (Ctrl-C stops the watching, not the run):%n", runId);
        new RunWatch(api, runId, out).until(RunView::hasEnded, A_LONG_TIME);
    }

    private RunWatch start(Stories stories, Story story) {
        out.printf("%n%s: %s%n", story.request().customer(), story.shows());
        return new RunWatch(api, api.start("/api/onboardings", stories.idempotencyKey(story), story.request()), out);
    }

    private static Predicate<RunView> ends(String outcome) {
        return run -> run.hasEnded() && outcome.equals(run.outcome());
    }

    private RunTable.Row row(Story story, RunWatch watch) {
        return new RunTable.Row(story, api.run(watch.runId()));
    }

    private void conclude(Story waiting, String waitingRun, List<RunTable.Row> rows) {
        out.println();
        new RunTable(partnersRecord()).print(rows, out);
        out.println();
        new WhereToLook(places).print(waiting, waitingRun, out);
        out.flush();
    }

    private List<PaymentOperation> partnersRecord() {
        try {
            return new SandboxClient(places.sandbox()).record();
        } catch (UncheckedIOException e) {
            throw new StackFailure(
                    "The partner sandbox does not answer at %s.".formatted(places.sandbox()),
                    "Start it: ./backstitch up",
                    e);
        }
    }
}
