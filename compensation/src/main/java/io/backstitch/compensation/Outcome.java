package io.backstitch.compensation;

import java.time.Instant;

/** How an effect (or its undo) stands after a worker has done what it could: a closed set. */
public sealed interface Outcome {

    /** It has happened, now or before. */
    record Done(String receipt) implements Outcome {}

    /** Nothing was done; try again, no attempt is burnt. */
    record NotNow(Instant notBefore, String reason) implements Outcome {}

    /** An earlier attempt did not end in its time: one attempt is used up, nothing was done now. */
    record Overdue(String reason) implements Outcome {}

    /** Whatever is tried, it cannot go on by itself: a person must look at it. */
    sealed interface Stuck extends Outcome {}

    /** A person must decide whether it happened. */
    record InDoubt(IdempotencyKey key, Instant since) implements Stuck {}

    /** The run has moved on; nothing may happen any more, nothing is left to do. */
    record Voided(String reason) implements Stuck {}

    /** What must hold for it to begin does not, for instance a sealed approval: nothing was done. */
    record NotPermitted(IdempotencyKey key, String reason) implements Stuck {}

    /** The key was used for another request: a mistake in the model or the worker. */
    record Refused(IdempotencyKey key, Fingerprint stored, Fingerprint given) implements Stuck {}
}
