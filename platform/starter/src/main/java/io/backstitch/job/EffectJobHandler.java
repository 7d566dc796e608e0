package io.backstitch.job;

import io.backstitch.compensation.EffectCall;
import io.backstitch.compensation.EffectListener;
import io.backstitch.compensation.EffectRunner;
import io.backstitch.compensation.Elements;
import io.backstitch.compensation.Ledger;
import io.backstitch.compensation.Outcome;
import io.backstitch.compensation.SagaId;
import io.backstitch.model.Models;
import io.camunda.client.api.response.ActivatedJob;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job of the forward flow: makes its effect happen once and tells the engine how it ended.
 *
 * <p>Metric {@code backstitch.effects.skipped}: effects that may be left out and whose attempts are used up, by {@code job.type}; each is an
 * ERROR in the log, too.
 */
class EffectJobHandler {

    private static final Logger log = LoggerFactory.getLogger(EffectJobHandler.class);

    private final EffectRunner runner;
    private final Ledger ledger;
    private final Acknowledgements acknowledgements;
    private final FailedJobs failedJobs;
    private final Jobs jobs;
    private final StepJson json;
    private final Models models;
    private final EffectListener listener;
    private final MeterRegistry metrics;

    EffectJobHandler(
            EffectRunner runner,
            Ledger ledger,
            Acknowledgements acknowledgements,
            FailedJobs failedJobs,
            Jobs jobs,
            StepJson json,
            Models models,
            EffectListener listener,
            MeterRegistry metrics) {
        this.runner = runner;
        this.ledger = ledger;
        this.acknowledgements = acknowledgements;
        this.failedJobs = failedJobs;
        this.jobs = jobs;
        this.json = json;
        this.models = models;
        this.listener = listener;
        this.metrics = metrics;
    }

    void handle(Step step, DeclaredEffect<?, ?> effect) {
        Outcome outcome;
        try {
            outcome = runner.once(call(step, effect));
        } catch (Exception e) {
            skipIfLeft(
                    step,
                    failedJobs.attemptFailed(step, effect.retry(), e, effect.mayBeSkipped()),
                    failedJobs.sentence(e));
            return;
        }
        tellEngine(step, effect, outcome);
    }

    private EffectCall call(Step step, DeclaredEffect<?, ?> effect) {
        ActivatedJob job = step.job();
        SagaId saga = step.saga();
        boolean called = !saga.process().equals(job.getBpmnProcessId());
        return new EffectCall(
                step.key(),
                saga,
                Elements.name(saga, job.getBpmnProcessId(), job.getElementId()),
                job.getElementInstanceKey(),
                job.getProcessInstanceKey(),
                called,
                effect,
                effect.request(step),
                called || models.isWithinMultiInstance(job.getBpmnProcessId(), job.getElementId()),
                effect.retry().timeLimit());
    }

    private void skipIfLeft(Step step, FailedJobs.Next next, String reason) {
        if (next == FailedJobs.Next.SKIP) {
            String skipped = "skipped: " + reason;
            log.error(
                    "Step {} of {} is {}. The run goes on without it; do by hand what must not be missing",
                    step.job().getElementId(),
                    step.saga(),
                    skipped);
            metrics.counter("backstitch.effects.skipped", "job.type", step.job().getType())
                    .increment();
            step.keyIfAny().ifPresent(key -> ledger.skip(key, skipped));
            jobs.complete(step.job(), json.write(Map.of("skipped", step.job().getElementId() + " " + skipped)));
        }
    }

    private void tellEngine(Step step, DeclaredEffect<?, ?> effect, Outcome outcome) {
        ActivatedJob job = step.job();
        switch (outcome) {
            case Outcome.Done done -> complete(step, done.receipt());
            case Outcome.NotNow notNow ->
                jobs.notNow(job, notNow.notBefore(), JobPause.Reason.NOT_YET, notNow.reason());
            case Outcome.Overdue overdue ->
                skipIfLeft(
                        step,
                        failedJobs.attemptOverdue(step, effect.retry(), overdue.reason(), effect.mayBeSkipped()),
                        overdue.reason());
            case Outcome.Stuck stuck -> failedJobs.stuck(step, effect.retry(), stuck);
        }
    }

    private void complete(Step step, String receipt) {
        listener.reached(EffectListener.Milestone.REPORTING, step.key());
        if (jobs.complete(step.job(), receipt)) {
            listener.reached(EffectListener.Milestone.REPORTED, step.key());
            acknowledgements.add(step.key());
        } else {
            // Completed by an earlier attempt, or cut off: the ledger ignores this for what is acknowledged.
            ledger.orphan(step.key());
        }
    }
}
