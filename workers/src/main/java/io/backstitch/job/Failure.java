package io.backstitch.job;

import java.time.Duration;
import java.util.Optional;

/** What a failed attempt means for the step: a closed set. */
sealed interface Failure {

    /** May heal by itself: tried again by the policy, not before {@code retryAfter} when the partner named a time. */
    record Heals(Optional<Duration> retryAfter) implements Failure {}

    /** Goes on in the model. */
    record No(String errorCode, String message) implements Failure {}

    /** Trying again changes nothing: a person must look. */
    record Final() implements Failure {}
}
