package io.backstitch.job;

import io.backstitch.compensation.Outcome;
import io.backstitch.compensation.Unwinding;
import io.backstitch.model.Models;
import java.time.Clock;
import java.util.Locale;

/** The jobs of the way back, and of the end of a run. */
class SagaJobHandler {

    private static final String END_PREFIX = "End_";
    private static final String ROLLED_BACK = "ROLLED_BACK";

    private final Unwinding unwinding;
    private final RunEnds ends;
    private final Models models;
    private final Acknowledgements acknowledgements;
    private final FailedJobs failedJobs;
    private final Jobs jobs;
    private final Clock clock;

    SagaJobHandler(
            Unwinding unwinding,
            RunEnds ends,
            Models models,
            Acknowledgements acknowledgements,
            FailedJobs failedJobs,
            Jobs jobs,
            Clock clock) {
        this.unwinding = unwinding;
        this.ends = ends;
        this.models = models;
        this.acknowledgements = acknowledgements;
        this.failedJobs = failedJobs;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Settles every effect of the scope in which the settle step stands. */
    void settle(Step step, RetryPolicy retry) {
        acknowledgements.flush();
        String cause = step.variables().path("cause").asString("failed");
        unwind(
                step,
                retry,
                () -> unwinding.settle(
                        step.saga(),
                        models.effectsUnwoundBy(
                                step.job().getBpmnProcessId(), step.job().getElementId()),
                        step.job().getElementInstanceKey(),
                        cause));
    }

    /** Undoes the effects of one compensation handler, when it is their turn. */
    void undo(Step step, DeclaredEffect<?, ?>.Undo compensation) {
        unwind(step, compensation.retry(), () -> unwinding.undo(step.saga(), compensation.type()));
    }

    /** Undoes the effects of called processes, when it is their turn. */
    void undoCalled(Step step, RetryPolicy retry) {
        unwind(step, retry, () -> unwinding.undoCalled(step.saga()));
    }

    /** Records which end of the model was reached, before the run ends; nothing stands then that this end says is undone. */
    void end(Step step, RetryPolicy retry) {
        String outcome = outcome(step.job().getElementId());
        unwind(step, retry, () -> {
            boolean rolledBack = outcome.equals(ROLLED_BACK);
            Outcome finished =
                    rolledBack ? unwinding.finish(step.saga(), activation(step), true) : new Outcome.Done("{}");
            if (finished instanceof Outcome.Done && !ends.end(step.saga(), outcome)) {
                finished = unwinding.finish(step.saga(), activation(step), false);
                return finished instanceof Outcome.Done && !ends.end(step.saga(), outcome)
                        ? new Outcome.NotNow(clock.instant(), "there is more to undo")
                        : finished;
            }
            return finished;
        });
    }

    private static long activation(Step step) {
        return step.job().getElementInstanceKey();
    }

    /** {@code End_RolledBack} is the outcome {@code ROLLED_BACK}. */
    static String outcome(String elementId) {
        String name = elementId.startsWith(END_PREFIX) ? elementId.substring(END_PREFIX.length()) : elementId;
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    private interface Unwind {
        Outcome run() throws Exception;
    }

    private void unwind(Step step, RetryPolicy retry, Unwind unwind) {
        Outcome outcome;
        try {
            outcome = unwind.run();
        } catch (Exception e) {
            failedJobs.attemptFailed(step, retry, e, false);
            return;
        }
        switch (outcome) {
            case Outcome.Done ignored -> jobs.complete(step.job(), "{}");
            case Outcome.NotNow notNow ->
                jobs.notNow(step.job(), notNow.notBefore(), JobPause.Reason.NOT_YET, notNow.reason());
            case Outcome.Overdue overdue -> failedJobs.attemptOverdue(step, retry, overdue.reason(), false);
            case Outcome.Stuck stuck -> failedJobs.stuck(step, retry, stuck);
        }
    }
}
