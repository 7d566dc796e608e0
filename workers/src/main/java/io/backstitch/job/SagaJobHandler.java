package io.backstitch.job;

import io.backstitch.compensation.Outcome;
import io.backstitch.compensation.Saga;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import io.backstitch.compensation.Unwinding;
import io.backstitch.model.Models;
import io.camunda.client.api.response.ActivatedJob;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The jobs of the way back, and of the end of a run. */
@Component
class SagaJobHandler {

    private static final Logger log = LoggerFactory.getLogger(SagaJobHandler.class);
    private static final String END_PREFIX = "End_";

    private final Unwinding unwinding;
    private final Sagas sagas;
    private final Models models;
    private final Acknowledgements acknowledgements;
    private final FailedJobs failedJobs;
    private final Jobs jobs;
    private final StepJson json;

    SagaJobHandler(
            Unwinding unwinding,
            Sagas sagas,
            Models models,
            Acknowledgements acknowledgements,
            FailedJobs failedJobs,
            Jobs jobs,
            StepJson json) {
        this.unwinding = unwinding;
        this.sagas = sagas;
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
                job,
                retry,
                () -> unwinding.settle(
                        step.saga(),
                        models.effectsUnwoundBy(job.getBpmnProcessId(), job.getElementId()),
                        job.getElementInstanceKey(),
                        cause));
    }

    /** Undoes the effects of one compensation handler, when it is their turn. */
    void undo(ActivatedJob job, DeclaredEffect<?, ?>.Undo compensation) {
        SagaId saga = step(job).saga();
        unwind(job, compensation.retry(), () -> unwinding.undo(saga, compensation.type()));
    }

    /** Records which end of the model was reached, before the run ends. */
    void end(ActivatedJob job, RetryPolicy retry) {
        try {
            Saga ended = sagas.end(step(job).saga(), outcome(job.getElementId()));
            log.info("Run {} ended: {}, {}", ended.id(), ended.outcome(), ended.state());
        } catch (Exception e) {
            failedJobs.handle(job, retry, e, true);
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

    private void unwind(ActivatedJob job, RetryPolicy retry, Unwind unwind) {
        Outcome outcome;
        try {
            outcome = unwind.run();
        } catch (Exception e) {
            if (failedJobs.handle(job, retry, e, true)) {
                sagas.waitForPerson(step(job).saga());
            }
            return;
        }
        switch (outcome) {
            case Outcome.Done ignored -> jobs.complete(job, "{}");
            case Outcome.NotNow notNow -> jobs.notNow(job, notNow.notBefore(), notNow.reason());
            case Outcome.InDoubt inDoubt ->
                jobs.waitForPerson(
                        job,
                        "Nobody knows whether %s happened (since %s); a person must decide before anything is undone"
                                .formatted(inDoubt.key(), inDoubt.since()));
            case Outcome.Voided voided -> jobs.waitForPerson(job, "Nothing was undone: " + voided.reason());
            case Outcome.Refused refused ->
                jobs.waitForPerson(job, "The key %s was used for another request".formatted(refused.key()));
        }
    }

    private Step step(ActivatedJob job) {
        return new Step(job, json.tree(job.getVariables()));
    }
}
