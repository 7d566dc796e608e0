package io.backstitch.job;

import io.backstitch.compensation.Attempt;
import org.jspecify.annotations.Nullable;

/** An effect that can be undone. Step and compensation live in one class: they share the key and the receipt. */
public interface CompensableEffect<Q extends Record, R extends Record> extends Effect<Q, R> {

    /**
     * Undoes the effect of the request. Must also work when the effect never happened, and when it is called again.
     *
     * @param receipt what {@link #perform} returned; null when the effect is only presumed to have happened
     * @param attempt carries the key of the undo
     */
    void undo(Q request, @Nullable R receipt, Attempt attempt) throws Exception;

    /** An effect whose partner can be asked whether it was undone. */
    interface FindableUndo<Q extends Record, R extends Record> extends CompensableEffect<Q, R> {

        /** Whether the partner knows of the undo with this key. Changes nothing. */
        boolean isUndone(Q request, @Nullable R receipt, Attempt attempt) throws Exception;
    }
}
