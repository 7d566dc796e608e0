package io.backstitch.job;

/** Why a step, or an event, is a dead letter. */
public enum DeadLetterKind {
    ATTEMPTS_USED_UP,
    /** The answer was final; trying again would give the same. */
    FINAL,
    /** Nobody foresaw this failure. */
    BUG,
    /** Nobody knows whether the effect happened, and only a person may decide. */
    IN_DOUBT,
    /** The key was used for another request. */
    KEY_REUSED,
    /** The run has moved on, and the step must not happen any more. */
    VOIDED,
    /** What must hold for the effect does not: for instance it was not approved, or goes beyond what was. */
    NOT_PERMITTED,
    /** The engine could not go on: an expression, a decision, a message without a key. */
    INCIDENT,
    /** An event that came in and cannot be delivered: its run has ended without it, or the engine refuses it. */
    UNDELIVERED,
    /** The effect happened twice at its partner. The run goes on with the one; a person undoes the other, and gives the letter up. */
    HAPPENED_TWICE
}
