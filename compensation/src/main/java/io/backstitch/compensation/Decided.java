package io.backstitch.compensation;

/** What became of a {@link Decision}: a closed set. */
public sealed interface Decided {

    /** It is on record, and the ledger holds it. */
    record Recorded(SagaId saga) implements Decided {}

    /** The ledger knew it already: the same decision came before. */
    record Known(SagaId saga) implements Decided {}

    /** Nobody has claimed this key. */
    record NoSuchEffect() implements Decided {}

    /** There is nothing to decide: the outcome is known, or a worker is at it. */
    record NothingToDecide(EffectState state) implements Decided {}
}
