package io.backstitch.job;

import io.backstitch.compensation.SagaId;
import io.camunda.client.api.response.ActivatedJob;
import java.time.Clock;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** The jobs of steps that keep records of ours. */
class RecordJobHandler {

    private final PlatformTransactionManager transactions;
    private final FailedJobs failedJobs;
    private final Jobs jobs;
    private final StepJson json;
    private final Clock clock;

    RecordJobHandler(
            PlatformTransactionManager transactions, FailedJobs failedJobs, Jobs jobs, StepJson json, Clock clock) {
        this.transactions = transactions;
        this.failedJobs = failedJobs;
        this.jobs = jobs;
        this.json = json;
        this.clock = clock;
    }

    void handle(ActivatedJob job, DeclaredRecord<?> declared, RetryPolicy retry) {
        Step step = new Step(job, json.tree(job.getVariables()));
        String answer;
        try {
            answer = json.write(inTransaction(declared, step));
        } catch (NotYet e) {
            jobs.notNow(job, clock.instant().plus(e.pause()), JobPause.Reason.NOT_YET, String.valueOf(e.getMessage()));
            return;
        } catch (Exception e) {
            failedJobs.attemptFailed(step, retry, e, false);
            return;
        }
        jobs.complete(job, answer);
    }

    private <Q extends Record> Record inTransaction(DeclaredRecord<Q> declared, Step step) throws Exception {
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
