package io.backstitch.job;

import io.backstitch.compensation.Outcome;
import io.backstitch.compensation.Sagas;
import io.camunda.client.api.response.ActivatedJob;
import java.time.Clock;
import java.time.Duration;
import org.springframework.aop.support.AopUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** The jobs of steps that keep records of ours. */
class RecordJobHandler {

    private static final Duration ENDED_PAUSE = Duration.ofSeconds(30);

    private final Sagas sagas;
    private final PlatformTransactionManager transactions;
    private final FailedJobs failedJobs;
    private final Jobs jobs;
    private final StepJson json;
    private final NotYets waits;
    private final Clock clock;

    RecordJobHandler(
            Sagas sagas,
            PlatformTransactionManager transactions,
            FailedJobs failedJobs,
            Jobs jobs,
            StepJson json,
            NotYets waits,
            Clock clock) {
        this.sagas = sagas;
        this.transactions = transactions;
        this.failedJobs = failedJobs;
        this.jobs = jobs;
        this.json = json;
        this.waits = waits;
        this.clock = clock;
    }

    void handle(Step step, DeclaredRecord<?> declared, RetryPolicy retry) {
        ActivatedJob job = step.job();
        String answer;
        try {
            if (!declared.draft() && hasEnded(step)) {
                throw new NotYet("somebody to take its process instance away: the run has ended", ENDED_PAUSE);
            }
            answer = json.write(handled(declared, step));
        } catch (NotYet e) {
            waits(step, retry, e);
            return;
        } catch (NotPermitted e) {
            failedJobs.stuck(step, retry, new Outcome.NotPermitted(step.key(), String.valueOf(e.getMessage())));
            return;
        } catch (Exception e) {
            failedJobs.attemptFailed(step, retry, e, false);
            return;
        }
        waits.over(job.getKey());
        jobs.complete(job, answer);
    }

    private void waits(Step step, RetryPolicy retry, NotYet reason) {
        switch (waits.next(step.job().getKey(), reason)) {
            case NotYets.Next.Again again ->
                jobs.notNow(
                        step.job(),
                        clock.instant().plus(again.pause()),
                        JobPause.Reason.NOT_YET,
                        String.valueOf(reason.getMessage()));
            case NotYets.Next.InVain inVain ->
                failedJobs.waitsInVain(
                        step, retry, "It %s since %s, in vain".formatted(reason.getMessage(), inVain.since()));
        }
    }

    /** What goes on for a run that has ended was begun by somebody who knows its name. */
    private boolean hasEnded(Step step) {
        return sagas.find(step.saga()).filter(saga -> saga.state().hasEnded()).isPresent();
    }

    private <Q extends Record> Record handled(DeclaredRecord<Q> declared, Step step) throws Exception {
        ActivatedJob job = step.job();
        StepInstance instance = new StepInstance(
                step.saga(), job.getProcessInstanceKey(), job.getElementInstanceKey(), job.getElementId());
        Q variables = json.variables(
                step.variables(), job.getVariables(), declared.request(), AopUtils.getTargetClass(declared.step()));
        RecordStep.InTransaction<? extends Record> prepared = declared.step().prepare(variables, instance);
        TransactionStatus transaction = transactions.getTransaction(new DefaultTransactionDefinition());
        Record answer;
        try {
            answer = prepared.run();
        } catch (Throwable e) {
            rollBack(transaction, e);
            throw e;
        }
        transactions.commit(transaction);
        return answer;
    }

    private void rollBack(TransactionStatus transaction, Throwable reason) {
        try {
            transactions.rollback(transaction);
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }
}
