package io.backstitch.job;

import io.backstitch.compensation.Attempt;
import java.util.Optional;

/**
 * One effect: a call that changes the outside.
 *
 * @param <Q> the request: a record whose components are the variables that the step reads
 * @param <R> the receipt: a record of what the partner answered; its components become variables of the run
 */
public interface Effect<Q extends Record, R extends Record> {

    /**
     * Makes the effect happen. May be called again with the same key after a crash; hand the key to the partner.
     *
     * @throws BusinessNo when the business says no: the model goes on at the error event with its code
     * @throws Exception anything else; {@link Failures} decides whether it may heal
     */
    R perform(Q request, Attempt attempt) throws Exception;

    /** An effect whose partner can be asked whether a key happened. */
    interface Findable<Q extends Record, R extends Record> extends Effect<Q, R> {

        /** The receipt of the key, or empty when the partner does not know it. Changes nothing. */
        Optional<R> find(Q request, Attempt attempt) throws Exception;
    }
}
