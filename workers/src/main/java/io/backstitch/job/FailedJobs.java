package io.backstitch.job;

import io.camunda.client.api.response.ActivatedJob;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/** What becomes of a job whose attempt has failed. */
@Component
class FailedJobs {

    private final Failures failures;
    private final Jobs jobs;
    private final RandomGenerator random = RandomGenerator.getDefault();

    FailedJobs(Failures failures, Jobs jobs) {
        this.failures = failures;
        this.jobs = jobs;
    }

    /**
     * Tries again, goes on in the model, or gives up.
     *
     * @param raiseIncident whether giving up raises an incident here, or is left to the caller
     * @return whether the attempts are used up
     */
    boolean handle(ActivatedJob job, RetryPolicy retry, Exception failure, boolean raiseIncident) {
        return switch (failures.classify(failure)) {
            case Failure.No no -> {
                jobs.throwError(job, no.errorCode(), no.message());
                yield false;
            }
            case Failure.Heals heals -> {
                if (job.getRetries() <= 1) {
                    yield giveUp(job, failure, raiseIncident);
                }
                jobs.retryLater(job, pause(job, retry, heals), failure.toString());
                yield false;
            }
            case Failure.Final ignored -> giveUp(job, failure, raiseIncident);
        };
    }

    /** By the policy, and not before the time that the partner named. */
    private Duration pause(ActivatedJob job, RetryPolicy retry, Failure.Heals heals) {
        int failed = Math.max(1, retry.attempts() - job.getRetries() + 1);
        Duration pause = retry.delayAfter(failed, random);
        Duration asked = heals.retryAfter().orElse(Duration.ZERO);
        return pause.compareTo(asked) > 0 ? pause : asked;
    }

    private boolean giveUp(ActivatedJob job, Exception failure, boolean raiseIncident) {
        if (raiseIncident) {
            jobs.waitForPerson(job, failure.toString());
        }
        return true;
    }
}
