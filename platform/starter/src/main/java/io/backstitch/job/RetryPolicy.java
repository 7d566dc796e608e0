package io.backstitch.job;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and when a step is tried again.
 *
 * @param attempts at least 1, the first one included
 * @param firstDelay before the second attempt
 * @param backoff how the delay grows
 * @param cap the longest delay
 * @param timeLimit of one attempt: the time-out of its job
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential backoff and
 *     jitter</a>
 */
record RetryPolicy(int attempts, Duration firstDelay, Backoff backoff, Duration cap, Duration timeLimit) {

    /** How the delay grows from attempt to attempt. */
    public enum Backoff {
        /** Always the first delay. */
        NONE,
        /** Doubles. */
        EXPONENTIAL,
        /** Doubles, and any part of it is taken at random, so that those who failed together do not come back together. */
        EXPONENTIAL_JITTER
    }

    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, but is " + attempts);
        }
        if (timeLimit.isNegative() || timeLimit.isZero()) {
            throw new IllegalArgumentException("time-limit must be positive, but is " + timeLimit);
        }
    }

    /**
     * The pause before the next attempt.
     *
     * @param failed how many attempts have failed, at least 1
     */
    Duration delayAfter(int failed, RandomGenerator random) {
        if (backoff == Backoff.NONE) {
            return firstDelay;
        }
        int doublings = Math.min(failed - 1, 20);
        Duration grown = firstDelay.multipliedBy(1L << doublings);
        Duration capped = grown.compareTo(cap) > 0 ? cap : grown;
        return backoff == Backoff.EXPONENTIAL ? capped : Duration.ofMillis(random.nextLong(capped.toMillis() + 1));
    }
}
