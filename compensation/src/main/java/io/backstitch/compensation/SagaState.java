package io.backstitch.compensation;

/** How a saga stands, apart from why it failed. */
public enum SagaState {
    RUNNING,
    UNWINDING,
    /** An undo has failed for good, or an effect is in doubt: a person must act. */
    WAITING_FOR_PERSON,
    /** Ended; what it has done stands, apart from a part that was taken back on the way and tried again. */
    COMPLETED,
    /** Ended; all that had happened and can be undone is undone. */
    COMPENSATED,
    /** Ended, but something that should have been undone still stands. */
    PARTLY_COMPENSATED;

    /** Whether the run is over. */
    public boolean hasEnded() {
        return this == COMPLETED || this == COMPENSATED || this == PARTLY_COMPENSATED;
    }
}
