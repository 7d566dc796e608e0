package io.backstitch.deadletter;

import io.backstitch.job.DeadLetterKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step that has failed for good, or an event that cannot be delivered. Its run waits.
 *
 * @param kind why trying again by itself makes no sense
 * @param reason for people: a sentence of ours
 * @param answer what the engine said, masked; null when that is nothing, and for those who are no operators
 * @param run the business id; null when the run has none
 * @param process the process of the run; of the model where the run has no business id
 * @param element id of the model's element; of an event the message
 * @param jobType null for an incident of the model's own, such as an expression that fails
 * @param key the idempotency key; null for a step that is not an effect
 * @param event its id in the intake; null for a step
 * @param decidedAt null while it is open
 * @param decidedBy the person; null while it is open, and when it was resolved in Operate
 * @param attempts those that failed, oldest first
 */
record DeadLetter(
        long id,
        State state,
        DeadLetterKind kind,
        String reason,
        @Nullable String answer,
        @Nullable String run,
        String process,
        String element,
        @Nullable String jobType,
        @Nullable String key,
        @Nullable String event,
        Instant openedAt,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable String note,
        List<FailedAttempt> attempts) {

    /** Where a dead letter stands. */
    public enum State {
        /** The run waits for a person. */
        OPEN,
        /** The step was tried again with fresh attempts. */
        REPLAYED,
        /** The run was taken back. */
        GIVEN_UP,
        /** It went on otherwise: the incident was resolved in Operate, or the step was cut off. */
        RESOLVED
    }

    /**
     * One attempt that failed.
     *
     * @param classified HEALS, BUSINESS_NO, FINAL or BUG
     * @param error a sentence of ours
     * @param answer what the partner or a library said, masked; null when that is nothing, and for those who are no operators
     */
    public record FailedAttempt(
            String classified, String error, @Nullable String answer, Instant at) {}

    DeadLetter withAttempts(List<FailedAttempt> attempts) {
        return new DeadLetter(
                id, state, kind, reason, answer, run, process, element, jobType, key, event, openedAt, decidedAt,
                decidedBy, note, attempts);
    }

    /** As those see it who are no operators. */
    DeadLetter withoutAnswers() {
        return new DeadLetter(
                id,
                state,
                kind,
                reason,
                null,
                run,
                process,
                element,
                jobType,
                key,
                event,
                openedAt,
                decidedAt,
                decidedBy,
                note,
                attempts.stream()
                        .map(it -> new FailedAttempt(it.classified(), it.error(), null, it.at()))
                        .toList());
    }
}
