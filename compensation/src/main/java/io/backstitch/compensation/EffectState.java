package io.backstitch.compensation;

/** Where an effect stands in the ledger. */
public enum EffectState {
    /** Intent is recorded and the call may be under way until the lease ends; after that it is in doubt. */
    CLAIMED,
    /** Called, answer unknown. The next attempt resolves it by the declared {@link Recovery}. */
    IN_DOUBT,
    /** Known not to have happened; it may be claimed again. */
    NOT_DONE,
    /** Happened; the receipt is stored. */
    COMPLETED,
    /** Fenced by an unwinding before it happened; a late worker may do nothing. */
    VOID,
    /** Happened and was undone. */
    UNDONE
}
