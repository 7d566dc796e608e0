package io.backstitch.job;

import java.time.Duration;
import java.util.Optional;

/** What a failed attempt means for the step: a closed set. */
sealed interface Failure {

    /** The name under which it is recorded. */
    String classified();

    /** May heal by itself: tried again by the policy, not before {@code retryAfter} when the partner named a time. */
    record Heals(Optional<Duration> retryAfter) implements Failure {
        @Override
        public String classified() {
            return "HEALS";
        }
    }

    /** Goes on in the model. */
    record No(String errorCode, String message) implements Failure {
        @Override
        public String classified() {
            return "BUSINESS_NO";
        }
    }

    /** The answer was final: trying again changes nothing, a person must look. */
    record Final() implements Failure {
        @Override
        public String classified() {
            return "FINAL";
        }
    }

    /** Nobody foresaw it: a person must look. */
    record Bug() implements Failure {
        @Override
        public String classified() {
            return "BUG";
        }
    }
}
