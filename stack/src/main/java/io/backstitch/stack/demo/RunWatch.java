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

    private final ApplicationApi api;
    private final String id;
    private final PrintWriter out;
    private final Set<String> told = new HashSet<>();

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
     * @throws StackFailure when it is somewhere else after so long
     */
    RunView until(Predicate<RunView> arrived, Duration patience) {
        long start = System.nanoTime();
        while (true) {
            var run = api.run(id);
            tell(run);
            if (arrived.test(run)) {
                return run;
            }
            if (System.nanoTime() - start > patience.toNanos()) {
                throw lost(run, patience);
            }
            Pause.of(PAUSE);
        }
    }

    private void tell(RunView run) {
        for (RunView.Step step : run.steps()) {
            if (!step.state().equals("CLAIMED")) {
                tellOnce(step.key() + step.hasHappened(), word(step), step.shortName());
            }
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

    private static StackFailure lost(RunView run, Duration patience) {
        return new StackFailure(
                "Run %s is still '%s' after %d s.".formatted(run.id(), RunTable.where(run), patience.toSeconds()),
                "Look for an incident in Operate, and at './backstitch logs application'.");
    }
}
