package io.backstitch.stack.demo;

import io.backstitch.stack.StackFailure;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Looks at one run again and again, and prints what is new: one line for each step that has come to rest. */
final class RunWatch {
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** So many looks in a row, three seconds, tell a run that waits for its review from one that passes by. */
    private static final int LOOKS_THAT_TELL_A_REVIEW = 15;

    private final ApplicationApi api;
    private final String id;
    private final PrintWriter out;
    private final Set<String> told = new HashSet<>();
    private int looksInReview;

    RunWatch(ApplicationApi api, String id, PrintWriter out) {
        this.api = api;
        this.id = id;
        this.out = out;
    }

    String runId() {
        return id;
    }

    /**
     * Returns when the run is where it should be.
     *
     * @throws StackFailure when it ends elsewhere, or is not there after so long
     */
    void until(Predicate<RunView> arrived, Duration patience) {
        long start = System.nanoTime();
        while (true) {
            var run = api.run(id);
            tell(run);
            if (arrived.test(run)) {
                return;
            }
            if (run.hasEnded()) {
                throw lost("Run %s ended as '%s', which it should not.", run);
            }
            if (System.nanoTime() - start > patience.toNanos()) {
                throw lost("Run %s is still '%s' after " + patience.toSeconds() + " s.", run);
            }
            pause();
        }
    }

    /** Tells that the run waits for a person. */
    void tellReview() {
        tellOnce("review", "waits", "for a review in Tasklist");
    }

    private void tell(RunView run) {
        for (RunView.Step step : run.steps()) {
            if (!step.state().equals("CLAIMED")) {
                tellOnce(step.key() + step.hasHappened(), word(step), step.shortName());
            }
        }
        looksInReview = run.waitsForReview() ? looksInReview + 1 : 0;
        if (looksInReview == LOOKS_THAT_TELL_A_REVIEW) {
            tellReview();
        }
        if (run.state().equals("WAITING_FOR_PERSON")) {
            tellOnce("incident", "stopped", "a person must look at it in Operate");
        }
        if (run.hasEnded()) {
            tellOnce("end", "ended", RunTable.where(run));
        }
    }

    private static String word(RunView.Step step) {
        if (step.hasHappened()) {
            return step.isUndo() ? "undid" : "did";
        }
        return step.state().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void tellOnce(String fact, String word, String what) {
        if (told.add(fact)) {
            out.printf("  %-9s %s%n", word, what);
            out.flush();
        }
    }

    private static StackFailure lost(String sentence, RunView run) {
        return new StackFailure(
                sentence.formatted(run.id(), RunTable.where(run)),
                "Look at its path in Operate, and at './backstitch logs application'.");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted.", "The runs go on; './backstitch demo --watch RUN' shows one.", e);
        }
    }
}
