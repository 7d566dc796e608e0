package io.backstitch.job;

import io.backstitch.compensation.Outcome;
import io.backstitch.compensation.Unwinding;
import io.backstitch.model.Models;
import io.camunda.client.api.response.ActivatedJob;
import java.util.Locale;

/** The jobs of the way back, and of the end of a run. */
class SagaJobHandler {

    private static final String END_PREFIX = "End_";

    private final Unwinding unwinding;
    private final RunEnds ends;
    private final Models models;
    private final Acknowledgements acknowledgements;
    private final FailedJobs failedJobs;
    private final Jobs jobs;
    private final StepJson json;

    SagaJobHandler(
            Unwinding unwinding,
            RunEnds ends,
            Models models,
            Acknowledgements acknowledgements,
            FailedJobs failedJobs,
            Jobs jobs,
            StepJson json) {
        this.unwinding = unwinding;
        this.ends = ends;
        this.models = models;
        this.acknowledgements = acknowledgements;
        this.failedJobs = failedJobs;
        this.jobs = jobs;
        this.json = json;
    }

    /** Settles every effect of the scope in which the settle step stands. */
    void settle(ActivatedJob job, RetryPolicy retry) {
        acknowledgements.flush();
        Step step = step(job);
        String cause = step.variables().path("cause").asString("failed");
        unwind(
                step,
                retry,
                () -> unwinding.settle(
                        step.saga(),
                        models.effectsUnwoundBy(job.getBpmnProcessId(), job.getElementId()),
                        job.getElementInstanceKey(),
                        cause));
    }

    /** Undoes the effects of one compensation handler, when it is their turn. */
    void undo(ActivatedJob job, DeclaredEffect<?, ?>.Undo compensation) {
        Step step = step(job);
        unwind(step, compensation.retry(), () -> unwinding.undo(step.saga(), compensation.type()));
    }

    /** Undoes the effects of called processes, when it is their turn. */
    void undoCalled(ActivatedJob job, RetryPolicy retry) {
        Step step = step(job);
        unwind(step, retry, () -> unwinding.undoCalled(step.saga()));
    }

    /** Records which end of the model was reached, before the run ends. */
    void end(ActivatedJob job, RetryPolicy retry) {
        Step step = step(job);
        try {
            ends.end(step.saga(), outcome(job.getElementId()));
        } catch (Exception e) {
            failedJobs.attemptFailed(step, retry, e, false);
            return;
        }
        jobs.complete(job, "{}");
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

    private Step step(ActivatedJob job) {
        return new Step(job, json.tree(job.getVariables()));
    }
}
