package io.backstitch.job;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.LedgerUnavailable;
import io.backstitch.compensation.Outcome;
import io.camunda.client.api.response.ActivatedJob;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** What becomes of a job whose attempt has failed: tried again, on in the model, or a dead letter. */
class FailedJobs {

    private static final Logger log = LoggerFactory.getLogger(FailedJobs.class);

    /** While our own database is away, nothing is tried and no attempt is used up. */
    private static final Duration DATABASE_PAUSE = Duration.ofSeconds(2);

    private final Failures failures;
    private final DeadLetterQueue deadLetters;
    private final Jobs jobs;
    private final RandomGenerator random;
    private volatile boolean drained;

    FailedJobs(Failures failures, DeadLetterQueue deadLetters, Jobs jobs, RandomGenerator random) {
        this.failures = failures;
        this.deadLetters = deadLetters;
        this.jobs = jobs;
        this.random = random;
    }

    /** From now on a failure is our own doing, since we interrupt what still goes on: jobs go back, and no attempt is used up. */
    void drained() {
        drained = true;
    }

    /** A failure in a sentence of ours. */
    String sentence(Exception failure) {
        return failures.sentence(failure);
    }

    /** What is left to do for the caller. */
    enum Next {
        NOTHING,
        /** The attempts are used up, and the step may be skipped. */
        SKIP
    }

    /** Tries again, goes on in the model, or gives up: then the caller may skip the step, or it is a dead letter. */
    Next attemptFailed(Step step, RetryPolicy retry, Exception failure, boolean maySkip) {
        if (drained) {
            jobs.handBack(step.job());
            return Next.NOTHING;
        }
        if (failures.isDatabaseAway(failure)) {
            jobs.notNowUnrecorded(step.job(), DATABASE_PAUSE, failures.sentence(failure));
            return Next.NOTHING;
        }
        Failure meaning = failures.classify(failure);
        FailureText text = failures.text(failure);
        record(step, retry, meaning, text);
        return switch (meaning) {
            case Failure.No no -> {
                jobs.throwError(step.job(), no.errorCode(), text.sentence());
                yield Next.NOTHING;
            }
            case Failure.Heals heals ->
                tryAgainOrGiveUp(step, retry, heals, text.sentence(), DeadLetterKind.ATTEMPTS_USED_UP, maySkip);
            case Failure.Final ignored -> giveUp(step, retry, DeadLetterKind.FINAL, text.sentence(), maySkip);
            case Failure.Bug ignored -> giveUp(step, retry, DeadLetterKind.BUG, text.sentence(), maySkip);
        };
    }

    /** An attempt did not end in its time, here or elsewhere: that counts as any other that may heal. */
    Next attemptOverdue(Step step, RetryPolicy retry, String reason, boolean maySkip) {
        Failure.Heals heals = new Failure.Heals(Optional.empty());
        record(step, retry, heals, new FailureText(reason, null));
        return tryAgainOrGiveUp(step, retry, heals, reason, DeadLetterKind.ATTEMPTS_USED_UP, maySkip);
    }

    /** The step cannot go on by itself, whatever is tried: a dead letter. */
    void stuck(Step step, RetryPolicy retry, Outcome.Stuck outcome) {
        switch (outcome) {
            case Outcome.InDoubt inDoubt ->
                deadLetter(
                        step,
                        retry,
                        DeadLetterKind.IN_DOUBT,
                        "Nobody knows whether %s happened (called at %s); a person must decide before the run goes on"
                                .formatted(inDoubt.key(), inDoubt.since()));
            case Outcome.Voided voided ->
                deadLetter(step, retry, DeadLetterKind.VOIDED, "Nothing is left to do here: " + voided.reason());
            case Outcome.NotPermitted no -> deadLetter(step, retry, DeadLetterKind.NOT_PERMITTED, no.reason());
            case Outcome.Refused refused ->
                deadLetter(
                        step,
                        retry,
                        DeadLetterKind.KEY_REUSED,
                        "The key %s was used for another request: fingerprint %s then, %s now"
                                .formatted(refused.key(), refused.stored(), refused.given()));
        }
    }

    /** What the step waits for is overdue. */
    void waitsInVain(Step step, RetryPolicy retry, String reason) {
        deadLetter(step, retry, DeadLetterKind.FINAL, reason);
    }

    private void deadLetter(Step step, RetryPolicy retry, DeadLetterKind kind, String reason) {
        if (!jobs.waitForPerson(step.job(), "%s: %s".formatted(kind, reason))) {
            return; // cut off meanwhile
        }
        try {
            deadLetters.open(failed(step, retry), kind, reason);
        } catch (DataAccessException | TransactionException | LedgerUnavailable e) {
            log.error(
                    "The dead letter of {} is opened by the engine's record of its incident: {}",
                    step.job().getType(),
                    e.getMessage());
        }
    }

    private Next tryAgainOrGiveUp(
            Step step, RetryPolicy retry, Failure.Heals heals, String reason, DeadLetterKind kind, boolean maySkip) {
        if (step.job().getRetries() <= 1) {
            return giveUp(step, retry, kind, reason, maySkip);
        }
        jobs.retryLater(step.job(), pause(step.job(), retry, heals), reason);
        return Next.NOTHING;
    }

    private Next giveUp(Step step, RetryPolicy retry, DeadLetterKind kind, String reason, boolean maySkip) {
        if (maySkip) {
            return Next.SKIP;
        }
        deadLetter(step, retry, kind, reason);
        return Next.NOTHING;
    }

    /** By the policy, and not before the time that the partner named. */
    private Duration pause(ActivatedJob job, RetryPolicy retry, Failure.Heals heals) {
        int failed = Math.max(1, retry.attempts() - job.getRetries() + 1);
        Duration pause = retry.delayAfter(failed, random);
        Duration asked = heals.retryAfter().orElse(Duration.ZERO);
        return pause.compareTo(asked) > 0 ? pause : asked;
    }

    /** The record is for people: a database that is away must not keep the engine from being told. */
    private void record(Step step, RetryPolicy retry, Failure meaning, FailureText text) {
        jobs.attemptEnded(step.job());
        try {
            deadLetters.record(failed(step, retry), meaning.classified(), text.sentence(), text.answer());
        } catch (DataAccessException | TransactionException e) {
            log.warn("A failed attempt of {} is not on record: {}", step.job().getType(), e.getMessage());
        }
    }

    private static FailedStep failed(Step step, RetryPolicy retry) {
        ActivatedJob job = step.job();
        return new FailedStep(
                job.getKey(),
                job.getProcessInstanceKey(),
                step.saga(),
                job.getBpmnProcessId(),
                job.getElementId(),
                job.getType(),
                step.keyIfAny().map(IdempotencyKey::value).orElse(null),
                retry.attempts());
    }
}
