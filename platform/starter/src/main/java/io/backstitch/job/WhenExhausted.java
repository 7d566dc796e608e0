package io.backstitch.job;

/** What becomes of a run whose step has used up its attempts. */
public enum WhenExhausted {
    /** The run waits, and Operate shows an incident, until a person acts. */
    WAIT_FOR_PERSON,
    /** The step is safe to skip: it completes without its effect, and the reason is logged. */
    SKIP
}
