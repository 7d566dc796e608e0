package io.backstitch.compensation;

import org.jspecify.annotations.Nullable;

/** What became of a {@link Decision}: a closed set. */
public sealed interface Decided {

    /**
     * It is on record, and the ledger holds it.
     *
     * @param before what somebody had decided before, and nothing was built on; null when it is the first word
     */
    record Recorded(SagaId saga, @Nullable String before) implements Decided {

        Recorded(SagaId saga) {
            this(saga, null);
        }
    }

    /** The ledger knew it already: the same decision came before. */
    record Known(SagaId saga) implements Decided {}

    /** Nobody has claimed this key. */
    record NoSuchEffect() implements Decided {}

    /** There is nothing to decide: the outcome is known, or a worker is at it. */
    record NothingToDecide(EffectState state) implements Decided {}
}
