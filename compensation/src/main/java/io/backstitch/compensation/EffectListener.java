package io.backstitch.compensation;

/**
 * Hears how far each effect and each undo has come. Called on the worker's thread, between the steps of {@link EffectRunner};
 * what it throws ends the attempt at that point.
 */
@FunctionalInterface
public interface EffectListener {

    /** How far an attempt has come. */
    enum Milestone {
        /** About to ask the ledger. */
        BEFORE_CLAIM,
        /** Intent is recorded, nothing is called yet. */
        CLAIMED,
        /** The partner has answered, nothing is recorded yet. */
        CALLED,
        /** The receipt is recorded. */
        RECORDED,
        /** About to tell the engine that the step is done. */
        REPORTING,
        /** The engine has been told. */
        REPORTED,
        /** A settle step is about to find out whether this effect happened. */
        SETTLING
    }

    /** Hears nothing. */
    EffectListener NONE = (milestone, key) -> {};

    /** An attempt has come to a milestone. */
    void reached(Milestone milestone, IdempotencyKey key);
}
