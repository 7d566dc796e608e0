package io.backstitch.waiting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a run waits for.
 *
 * @param what in words
 * @param until when it goes on by itself; null when nobody knows
 */
public record Wait(
        On on, String what, Instant since, @Nullable Instant until) {

    /** Whom or what a run can wait for. */
    public enum On {
        /** A task, or a dead letter. */
        PERSON,
        /** An effect of which nobody knows whether it happened: a person decides. */
        IN_DOUBT,
        /** The engine cannot go on: a person must act. */
        INCIDENT,
        TIMER,
        MESSAGE,
        /** Its place in a partner's rate, or in its tenant's share of a lane. */
        RATE,
        /** A step that comes again. */
        RETRY,
        /** A worker, which will come to it. */
        QUEUE,
        /** A worker that is at it. */
        WORK,
        /** To be handed over to the engine. */
        ENGINE
    }
}
