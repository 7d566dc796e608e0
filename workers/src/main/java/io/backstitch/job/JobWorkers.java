package io.backstitch.job;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Opens a worker for each job type when the application starts, and closes them before anything else when it stops. */
@Component
class JobWorkers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JobWorkers.class);
    private static final String SETTLE = "saga.settle";
    private static final String UNDO_CALLED = "saga.undo-called";
    private static final String END = "saga.end";
    private static final List<String> RUN = List.of(Step.BUSINESS_ID, Step.SAGA);

    private final CamundaClient client;
    private final EffectCatalogue catalogue;
    private final EffectJobHandler effects;
    private final SagaJobHandler sagas;
    private final RecordJobHandler records;
    private final RetrySettings retries;
    private final JobsInHand jobsInHand;
    private final Jobs jobs;
    private final List<JobWorker> open = new ArrayList<>();

    JobWorkers(
            CamundaClient client,
            EffectCatalogue catalogue,
            EffectJobHandler effects,
            SagaJobHandler sagas,
            RecordJobHandler records,
            RetrySettings retries,
            JobsInHand jobsInHand,
            Jobs jobs) {
        this.client = client;
        this.catalogue = catalogue;
        this.effects = effects;
        this.sagas = sagas;
        this.records = records;
        this.retries = retries;
        this.jobsInHand = jobsInHand;
        this.jobs = jobs;
    }

    @Override
    public void start() {
        RetryPolicy own = retries.policy(JobWorkers.class, "saga");
        open(SETTLE, own, List.of(Step.BUSINESS_ID, Step.SAGA, "cause"), job -> sagas.settle(job, own));
        open(UNDO_CALLED, own, RUN, job -> sagas.undoCalled(job, own));
        open(END, own, RUN, job -> sagas.end(job, own));
        for (DeclaredEffect<?, ?> effect : catalogue.all()) {
            List<String> variables = Step.variablesOf(effect.requestType());
            open(effect.type(), effect.retry(), variables, job -> effects.handle(job, effect));
            DeclaredEffect<?, ?>.Undo compensation = effect.compensation();
            if (compensation != null) {
                open(compensation.type(), compensation.retry(), RUN, job -> sagas.undo(job, compensation));
            }
        }
        RetryPolicy forRecords = retries.policy(JobWorkers.class, RecordJobHandler.RETRY);
        for (RecordJobHandler.Declared<?> step : records.all()) {
            open(step.jobType(), forRecords, step.variables(), job -> records.handle(job, step, forRecords));
        }
        log.info("{} workers are open", open.size());
    }

    private void open(String jobType, RetryPolicy retry, List<String> variables, Consumer<ActivatedJob> handler) {
        open.add(client.newWorker()
                .jobType(jobType)
                .handler((ignored, job) -> handle(job, retry, handler))
                .timeout(JobsInHand.HOLD)
                .fetchVariables(variables)
                .streamEnabled(true)
                .open());
    }

    private void handle(ActivatedJob job, RetryPolicy retry, Consumer<ActivatedJob> handler) {
        MDC.put("process", job.getBpmnProcessId());
        MDC.put("jobType", job.getType());
        MDC.put("processInstanceKey", String.valueOf(job.getProcessInstanceKey()));
        try (JobsInHand.InHand hand = jobsInHand.take(job.getKey(), job.getType(), retry.timeLimit())) {
            if (jobs.hasTimeLeft(job) || (jobs.keep(job, retry.timeLimit()) && hand.claimKeeping())) {
                handler.accept(job);
            } else {
                log.info("Job {} of {} came too late to begin; it comes again", job.getKey(), job.getType());
            }
        } finally {
            MDC.clear();
        }
    }

    @Override
    public void stop() {
        open.forEach(JobWorker::close);
        open.clear();
    }

    @Override
    public boolean isRunning() {
        return !open.isEmpty();
    }
}
