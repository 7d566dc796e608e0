package io.backstitch.job;

import io.backstitch.compensation.FailureClassifier.Verdict;
import java.time.Duration;
import java.util.Optional;

/**
 * What the failures of one partner, or of the library by which it is called, mean where that differs from the rule: a bean of this type is asked before the
 * rule. (A partner that answers 409 for "come back later", or 500 for "never"; a client that hides the answer in an exception of its own.)
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
    record Meaning(boolean heals, Verdict verdict, Optional<Duration> retryAfter) {

        /**
         * By the rule for HTTP: 5xx, 408, 425 and 429 heal, other answers are final.
         *
         * @param retryAfter the header of that name; empty when there is none
         */
        public static Meaning ofHttp(int status, Optional<String> retryAfter) {
            return HttpAnswer.meaning(status, retryAfter);
        }
    }

    /** What this failure means; empty when the rule applies. Asked for each cause, outermost first. */
    Optional<Meaning> meaning(Throwable cause);

    /** Whether this is trouble on the way to the partner: trying again may help, and nobody knows what happened. */
    default boolean isTrouble(Throwable cause) {
        return false;
    }

    /** In a sentence of ours, without anything that the partner said; empty when the rule applies. */
    default Optional<String> sentence(Throwable cause) {
        return Optional.empty();
    }

    /** What the partner said, for operators, who get it masked; empty: the message of the failure. */
    default Optional<String> answer(Throwable cause) {
        return Optional.empty();
    }

    /** What caused it, where the library keeps that elsewhere than {@link Throwable#getCause}. */
    default Optional<Throwable> cause(Throwable failure) {
        return Optional.empty();
    }
}
