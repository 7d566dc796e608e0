package io.backstitch.compensation;

/** Tells what a failed call means for the effect: the one thing that decides whether it is in doubt. */
@FunctionalInterface
public interface FailureClassifier {

    /** What is known about the effect after its call has failed. */
    enum Verdict {
        /** The partner never looked at the request (no connection, a rate limit): this call did nothing. */
        NOT_REACHED,
        /** The partner looked at the request and refused it: it did nothing for this key. */
        REFUSED,
        /** Nobody knows: the answer was lost, or it was an error of the partner's own. */
        UNKNOWN
    }

    /** The verdict on a failure; in case of doubt {@link Verdict#UNKNOWN}. */
    Verdict verdict(Exception failure);

    /**
     * What the ledger's record says of it, to all who may look at the run: a sentence of ours. Never what a partner or a library has said,
     * which may hold what is none of their business.
     */
    default String sentence(Exception failure) {
        return failure.getClass().getSimpleName();
    }
}
