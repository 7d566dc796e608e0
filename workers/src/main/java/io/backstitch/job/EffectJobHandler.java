package io.backstitch.job;

import io.backstitch.compensation.EffectCall;
import io.backstitch.compensation.EffectRunner;
import io.backstitch.compensation.Ledger;
import io.backstitch.compensation.Outcome;
import io.camunda.client.api.response.ActivatedJob;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** A job of the forward flow: makes its effect happen once and tells the engine how it ended. */
@Component
class EffectJobHandler {

    private static final Logger log = LoggerFactory.getLogger(EffectJobHandler.class);

    private final EffectRunner runner;
    private final Ledger ledger;
    private final Acknowledgements acknowledgements;
    private final FailedJobs failedJobs;
    private final Jobs jobs;
    private final StepJson json;
    private final Clock clock;

    EffectJobHandler(
            EffectRunner runner,
            Ledger ledger,
            Acknowledgements acknowledgements,
            FailedJobs failedJobs,
            Jobs jobs,
            StepJson json,
            Clock clock) {
        this.runner = runner;
        this.ledger = ledger;
        this.acknowledgements = acknowledgements;
        this.failedJobs = failedJobs;
        this.jobs = jobs;
        this.json = json;
        this.clock = clock;
    }

    void handle(ActivatedJob job, DeclaredEffect<?, ?> effect) {
        Step step = new Step(job, json.tree(job.getVariables()));
        Outcome outcome;
        try {
            outcome = runner.once(new EffectCall(
                    step.key(),
                    step.saga(),
                    job.getElementId(),
                    job.getElementInstanceKey(),
                    effect,
                    effect.request(job.getVariables()),
                    lease(job)));
        } catch (Exception e) {
            failed(job, effect, e);
            return;
        }
        tellEngine(step, outcome);
    }

    /** The lease ends when the engine would hand the job out again. */
    private Duration lease(ActivatedJob job) {
        long left = job.getDeadline() - clock.millis();
        return Duration.ofMillis(Math.max(left, 1));
    }

    private void failed(ActivatedJob job, DeclaredEffect<?, ?> effect, Exception failure) {
        boolean exhausted = failedJobs.handle(job, effect.retry(), failure, !effect.mayBeSkipped());
        if (exhausted && effect.mayBeSkipped()) {
            log.warn(
                    "Step {} of run {} is skipped: {}",
                    job.getElementId(),
                    job.getProcessInstanceKey(),
                    failure.toString());
            jobs.complete(job, "{}");
        }
    }

    private void tellEngine(Step step, Outcome outcome) {
        ActivatedJob job = step.job();
        switch (outcome) {
            case Outcome.Done done -> complete(step, done.receipt());
            case Outcome.NotNow notNow -> jobs.notNow(job, notNow.notBefore(), notNow.reason());
            case Outcome.InDoubt inDoubt ->
                jobs.waitForPerson(
                        job,
                        "Nobody knows whether %s happened (since %s); a person must decide"
                                .formatted(inDoubt.key(), inDoubt.since()));
            case Outcome.Voided voided -> jobs.waitForPerson(job, "Nothing was done: " + voided.reason());
            case Outcome.Refused refused ->
                jobs.waitForPerson(
                        job,
                        "The key %s was used for another request: fingerprint %s then, %s now"
                                .formatted(refused.key(), refused.stored(), refused.given()));
        }
    }

    private void complete(Step step, String receipt) {
        if (jobs.complete(step.job(), receipt)) {
            acknowledgements.add(step.key());
        } else {
            // Completed by an earlier attempt, or cut off: the ledger ignores this for what is acknowledged.
            ledger.orphan(step.key());
        }
    }
}
