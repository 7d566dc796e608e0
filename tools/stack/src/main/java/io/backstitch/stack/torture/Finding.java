package io.backstitch.stack.torture;

/**
 * One promise that was broken.
 *
 * @param run the id of the run
 * @param what a sentence with the evidence
 */
public record Finding(Kind kind, String run, String what) {
    /** Which promise. */
    public enum Kind {
        /** P1: an effect happened more than once. */
        DUPLICATE,
        /** P2: a run, or an effect or undo of it, is missing. */
        LOST,
        /** P4: something older was undone before something newer. */
        WRONG_ORDER,
        /** P5: a decision counts that breaks a rule, or a run went on without those that it needs. */
        NOT_ALLOWED,
        /** P5, P6: something was tried, and there is no trace of it. */
        UNRECORDED
    }
}
