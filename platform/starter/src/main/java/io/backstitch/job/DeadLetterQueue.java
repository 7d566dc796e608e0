package io.backstitch.job;

import org.jspecify.annotations.Nullable;

/** Where workers put what they cannot do: failed attempts for people to read, and steps that wait for a person. */
public interface DeadLetterQueue {

    /**
     * Records one failed attempt; the step may be tried again.
     *
     * @param error a sentence of ours
     * @param answer what the partner or a library said, masked, for operators; null when that is nothing
     */
    void record(FailedStep failed, String classified, String error, @Nullable String answer);

    /** Opens a dead letter, or completes the one that the engine's record of the incident has opened. Its run waits for a person. */
    void open(FailedStep failed, DeadLetterKind kind, String reason);
}
