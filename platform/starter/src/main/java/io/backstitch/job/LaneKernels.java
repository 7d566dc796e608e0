package io.backstitch.job;

import io.backstitch.compensation.EffectListener;
import io.backstitch.compensation.EffectRunner;
import io.backstitch.compensation.Ledger;
import io.backstitch.compensation.Sagas;
import io.backstitch.compensation.Unwinding;
import io.backstitch.lane.Lane;
import io.backstitch.model.Models;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/** Makes the kernel of each lane. What lanes share keeps no state of a job. */
@Component
class LaneKernels {

    /** A handler that waits for a newer one holds a thread of its lane; after this its job goes back to the engine. */
    private static final Duration UNDO_PATIENCE = Duration.ofSeconds(5);

    private final Admission admission;
    private final Refusals refusals;
    private final EffectCatalogue catalogue;
    private final EffectListener listener;
    private final Failures failures;
    private final DeadLetterQueue deadLetters;
    private final JobsInHand inHand;
    private final JobPauses pauses;
    private final Acknowledgements acknowledgements;
    private final RunEnds ends;
    private final Models models;
    private final StepJson json;
    private final PlatformTransactionManager transactions;
    private final RandomGenerator random;
    private final Duration undoLease;
    private final InstanceId instance;
    private final Clock clock;
    private final NotYets waits;
    private final MeterRegistry metrics;

    LaneKernels(
            Admission admission,
            Refusals refusals,
            EffectCatalogue catalogue,
            EffectListener listener,
            Failures failures,
            DeadLetterQueue deadLetters,
            JobsInHand inHand,
            JobPauses pauses,
            Acknowledgements acknowledgements,
            RunEnds ends,
            Models models,
            StepJson json,
            PlatformTransactionManager transactions,
            RandomGenerator random,
            RetrySettings retries,
            InstanceId instance,
            Clock clock,
            MeterRegistry metrics) {
        this.admission = admission;
        this.refusals = refusals;
        this.catalogue = catalogue;
        this.listener = listener;
        this.failures = failures;
        this.deadLetters = deadLetters;
        this.inHand = inHand;
        this.pauses = pauses;
        this.acknowledgements = acknowledgements;
        this.ends = ends;
        this.models = models;
        this.json = json;
        this.transactions = transactions;
        this.random = random;
        this.undoLease = retries.policy(LaneKernels.class, "saga").timeLimit();
        this.instance = instance;
        this.clock = clock;
        this.waits = new NotYets(clock);
        this.metrics = metrics;
    }

    LaneKernel on(Lane lane) {
        Jobs jobs = new Jobs(lane.client(), inHand, pauses, failures, clock);
        FailedJobs failedJobs = new FailedJobs(failures, deadLetters, jobs, random);
        Ledger ledger = new Ledger(lane.connections(), clock, instance.value());
        Sagas sagas = new Sagas(lane.connections(), clock);
        Unwinding unwinding =
                new Unwinding(ledger, sagas, catalogue.definitions(), failures, listener, undoLease, UNDO_PATIENCE);
        EffectRunner runner = new EffectRunner(ledger, failures, unwinding, listener);
        return new LaneKernel(
                admission,
                refusals,
                new EffectJobHandler(
                        runner, ledger, acknowledgements, failedJobs, jobs, json, models, listener, metrics),
                new SagaJobHandler(unwinding, ends, models, acknowledgements, failedJobs, jobs, clock),
                new RecordJobHandler(sagas, transactions, failedJobs, jobs, json, waits, clock),
                failures,
                failedJobs,
                jobs);
    }
}
