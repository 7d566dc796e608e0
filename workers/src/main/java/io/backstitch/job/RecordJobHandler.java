package io.backstitch.job;

import io.backstitch.compensation.SagaId;
import io.camunda.client.api.response.ActivatedJob;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.ResolvableType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** The jobs of steps that keep records of ours. */
@Component
class RecordJobHandler {

    /** The retry policy of all of them: they call nobody but our database. */
    static final String RETRY = "database-write";

    private final List<RecordStep<?, ?>> steps;
    private final PlatformTransactionManager transactions;
    private final FailedJobs failedJobs;
    private final Jobs jobs;
    private final StepJson json;
    private final Clock clock;

    RecordJobHandler(
            List<RecordStep<?, ?>> steps,
            PlatformTransactionManager transactions,
            FailedJobs failedJobs,
            Jobs jobs,
            StepJson json,
            Clock clock) {
        this.steps = List.copyOf(steps);
        this.transactions = transactions;
        this.failedJobs = failedJobs;
        this.jobs = jobs;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A step with what it declares.
     *
     * @param variables the names of those that it reads
     */
    record Declared<Q extends Record>(
            RecordStep<Q, ?> step, String jobType, boolean draft, Class<Q> request, List<String> variables) {}

    List<Declared<?>> all() {
        return steps.stream().<Declared<?>>map(RecordJobHandler::declared).toList();
    }

    private static <Q extends Record> Declared<Q> declared(RecordStep<Q, ?> step) {
        Class<?> type = AopUtils.getTargetClass(step);
        RecordWorker declaration = type.getAnnotation(RecordWorker.class);
        if (declaration == null) {
            throw new BadDeclaration(type, "names no job type: annotate it with @RecordWorker");
        }
        Class<Q> request = request(type);
        List<String> variables = Stream.concat(
                        Arrays.stream(request.getRecordComponents()).map(component -> component.getName()),
                        declaration.draft() ? Stream.of() : Stream.of(Step.BUSINESS_ID, Step.SAGA))
                .distinct()
                .toList();
        return new Declared<>(step, declaration.jobType(), declaration.draft(), request, variables);
    }

    @SuppressWarnings("unchecked") // the first type parameter of RecordStep is the class that is resolved
    private static <Q extends Record> Class<Q> request(Class<?> type) {
        Class<?> resolved =
                ResolvableType.forClass(type).as(RecordStep.class).getGeneric(0).resolve();
        if (resolved == null || !resolved.isRecord()) {
            throw new BadDeclaration(type, "must name a record as the type of its variables");
        }
        return (Class<Q>) resolved;
    }

    void handle(ActivatedJob job, Declared<?> declared, RetryPolicy retry) {
        Step step = new Step(job, json.tree(job.getVariables()));
        String answer;
        try {
            answer = json.write(inTransaction(declared, step));
        } catch (NotYet e) {
            jobs.notNow(job, clock.instant().plus(e.pause()), String.valueOf(e.getMessage()));
            return;
        } catch (Exception e) {
            failedJobs.attemptFailed(step, retry, e, false);
            return;
        }
        jobs.complete(job, answer);
    }

    private <Q extends Record> Record inTransaction(Declared<Q> declared, Step step) throws Exception {
        ActivatedJob job = step.job();
        StepInstance instance = new StepInstance(
                declared.draft() ? draft(job) : step.saga(),
                job.getProcessInstanceKey(),
                job.getElementInstanceKey(),
                job.getElementId());
        Q variables = json.read(job.getVariables(), declared.request());
        TransactionStatus transaction = transactions.getTransaction(new DefaultTransactionDefinition());
        Record answer;
        try {
            answer = declared.step().handle(variables, instance);
        } catch (Throwable e) {
            rollBack(transaction, e);
            throw e;
        }
        transactions.commit(transaction);
        return answer;
    }

    private static SagaId draft(ActivatedJob job) {
        return new SagaId(job.getBpmnProcessId(), String.valueOf(job.getProcessInstanceKey()));
    }

    private void rollBack(TransactionStatus transaction, Throwable reason) {
        try {
            transactions.rollback(transaction);
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }
}
