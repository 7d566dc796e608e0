package io.backstitch.job;

import io.backstitch.compensation.FailureClassifier.Verdict;
import java.time.Duration;
import java.util.Optional;

/**
 * What the failures of one partner mean, where that differs from the rule: a bean of this type is asked before the rule. (A
 * partner that answers 409 for "come back later", or 500 for "never".)
 */
@FunctionalInterface
public interface PartnerFailures {

    /**
     * The meaning of a failure.
     *
     * @param heals whether trying again may help
     * @param verdict what is known of the effect
     * @param retryAfter not to be tried again before that, where the partner has named a time
     */
    record Meaning(boolean heals, Verdict verdict, Optional<Duration> retryAfter) {}

    /** What this failure means; empty when the rule applies. Asked for each cause, outermost first. */
    Optional<Meaning> meaning(Throwable cause);
}
