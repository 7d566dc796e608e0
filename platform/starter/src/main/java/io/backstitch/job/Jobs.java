package io.backstitch.job;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.FinalCommandStep;
import io.camunda.client.api.response.ActivatedJob;
import io.grpc.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the engine how a job of one lane ended.
 *
 * <p>While the engine is overloaded or away a command is repeated for a while; then the engine hands the job out again, and the
 * ledger makes the repeat harmless.
 */
class Jobs {

    private static final Logger log = LoggerFactory.getLogger(Jobs.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    /** A command is repeated for so long; then the engine hands the job out again, and the ledger knows what happened. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Who waits for less waits here. */
    static final Duration SHORT = Duration.ofSeconds(1);

    /** The engine waits for so long after a pause until it gives a job back by itself. */
    private static final Duration OVERDUE = Duration.ofSeconds(2);

    private static final Duration LEAST_TIME = Duration.ofSeconds(1);
    private static final Set<Status.Code> GONE = Set.of(Status.Code.NOT_FOUND, Status.Code.FAILED_PRECONDITION);
    private static final Set<Status.Code> PASSING = Set.of(
            Status.Code.UNAVAILABLE,
            Status.Code.RESOURCE_EXHAUSTED,
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.ABORTED);

    private final CamundaClient client;
    private final JobsInHand inHand;
    private final JobPauses pauses;
    private final Failures failures;
    private final Clock clock;

    Jobs(CamundaClient client, JobsInHand inHand, JobPauses pauses, Failures failures, Clock clock) {
        this.client = client;
        this.inHand = inHand;
        this.pauses = pauses;
        this.failures = failures;
        this.clock = clock;
    }

    /** The step is done; false when the engine no longer has the job: its activity was completed before, or cut off. */
    boolean complete(ActivatedJob job, String variables) {
        return tell(job, client.newCompleteCommand(job).variables(variables));
    }

    /** The model goes on at the error event with this code. */
    void throwError(ActivatedJob job, String errorCode, String message) {
        tell(job, client.newThrowErrorCommand(job).errorCode(errorCode).errorMessage(message));
    }

    /** One attempt is used up: that is with the engine before the pause begins, so that a crash loses no count. */
    void retryLater(ActivatedJob job, Duration pause, String reason) {
        log.warn("Job {} of {} failed and is tried again in {}: {}", job.getKey(), job.getType(), pause, reason);
        int left = job.getRetries() - 1;
        if (tell(job, client.newUpdateRetriesCommand(job).retries(left))) {
            comeAgain(job, left, pause, reason);
            record(job, JobPause.Reason.RETRY, reason, pause);
        }
    }

    /** Nothing was tried, no attempt is used up. */
    void notNow(ActivatedJob job, Instant notBefore, JobPause.Reason why, String reason) {
        Duration pause = Duration.between(clock.instant(), notBefore);
        log.debug("Job {} of {} comes again in {}: {}", job.getKey(), job.getType(), pause, reason);
        comeAgain(job, job.getRetries(), pause, reason);
        record(job, why, reason, pause);
    }

    /** As {@link #notNow}, while the database is away: nobody can be told. */
    void notNowUnrecorded(ActivatedJob job, Duration pause, String reason) {
        log.debug("Job {} of {} comes again in {}: {}", job.getKey(), job.getType(), pause, reason);
        comeAgain(job, job.getRetries(), pause, reason);
    }

    /** At once, to another process: no attempt is used up. */
    void handBack(ActivatedJob job) {
        log.info("Job {} of {} is handed back: this process ends", job.getKey(), job.getType());
        fail(job, job.getRetries(), "handed back: the process that had it has ended");
    }

    /** A worker of ours has failed in a way that nobody foresaw; one attempt is used up. */
    void broke(ActivatedJob job, RuntimeException failure) {
        log.error("Job {} of {} could not be handled", job.getKey(), job.getType(), failure);
        fail(job, job.getRetries() - 1, failures.text(failure).sentence());
    }

    private void record(ActivatedJob job, JobPause.Reason why, String reason, Duration pause) {
        // A place at a partner is on record before it is waited for.
        if (pause.compareTo(SHORT) >= 0 && why != JobPause.Reason.PARTNER_RATE) {
            pauses.tryToWrite(PausedJob.of(job), why, reason, clock.instant().plus(pause));
        }
    }

    /**
     * A short pause is waited for here. A longer one holds no place in the lane: at its end this process gives the job back, and the engine hands it
     * out at once. Should this process die meanwhile, the job's time-out gives it back, {@link #OVERDUE} later.
     *
     * <p>Neither the engine's backoff nor its time-outs alone are relied on. Now and then it forgets a job that came back in that way before, and
     * remembers it when it is started again.
     *
     * @see <a href="https://github.com/camunda/camunda/issues/29735">Pollution of command cache breaks scheduled tasks</a>
     */
    private void comeAgain(ActivatedJob job, int retries, Duration pause, String reason) {
        if (pause.compareTo(SHORT) < 0) {
            pauseFor(pause.isNegative() ? Duration.ZERO : pause);
            fail(job, retries, reason);
        } else {
            inHand.letGo(job.getKey());
            if (tell(job, client.newUpdateTimeoutCommand(job).timeout(pause.plus(OVERDUE)))) {
                // Not the whole job: its variables would wait, too.
                long key = job.getKey();
                JobsInHand.Rest rest = inHand.rest(key);
                Thread.ofVirtual().name("rest-" + key).start(() -> giveBackAfter(pause, rest, retries, reason));
            }
        }
    }

    /** Unless this process has the job again. Whoever wakes up late leaves it to the engine: another process may have it. */
    private void giveBackAfter(Duration pause, JobsInHand.Rest rest, int retries, String reason) {
        pauseFor(pause);
        if (rest.end() && rest.age().compareTo(pause.plus(OVERDUE.dividedBy(2))) < 0) {
            try {
                client.newFailCommand(rest.key())
                        .retries(retries)
                        .errorMessage(reason)
                        .send()
                        .join();
            } catch (ClientException e) {
                log.debug("Job {} comes again when its time is up: {}", rest.key(), e.getMessage());
            }
        }
    }

    /** No attempts are left: an incident in Operate, until a person acts. False when the step was cut off meanwhile. */
    boolean waitForPerson(ActivatedJob job, String reason) {
        return fail(job, 0, reason);
    }

    /** Whether an attempt may begin: not when the engine is about to hand the job out again. */
    boolean hasTimeLeft(ActivatedJob job) {
        return job.getDeadline() - clock.millis() > LEAST_TIME.toMillis();
    }

    /** Asks the engine to leave the job here; false when it has it no more. Not by our clock, which may differ. */
    boolean keep(ActivatedJob job, Duration time) {
        return send(job, client.newUpdateTimeoutCommand(job).timeout(time));
    }

    private boolean fail(ActivatedJob job, int retries, String reason) {
        return tell(job, client.newFailCommand(job).retries(retries).errorMessage(reason));
    }

    /** The attempt of this thread is over: what is left is to record it and to tell the engine, and nobody interrupts that. */
    void attemptEnded(ActivatedJob job) {
        inHand.attemptEnded(job.getKey());
    }

    /** How the attempt of this thread has ended. */
    private boolean tell(ActivatedJob job, FinalCommandStep<?> command) {
        attemptEnded(job);
        return send(job, command);
    }

    private boolean send(ActivatedJob job, FinalCommandStep<?> command) {
        Duration pause = FIRST_PAUSE;
        Instant patience = clock.instant().plus(PATIENCE);
        while (true) {
            try {
                command.send().join();
                return true;
            } catch (ClientStatusException e) {
                if (GONE.contains(e.getStatusCode())) {
                    return false;
                }
                boolean timeLeft = clock.instant().plus(pause).isBefore(patience);
                if (!PASSING.contains(e.getStatusCode()) || !timeLeft) {
                    throw e;
                }
                log.debug("The engine did not take a command for job {}: {}", job.getKey(), e.getMessage());
                pauseFor(pause);
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            }
        }
    }

    private static void pauseFor(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the engine was away", e);
        }
    }
}
