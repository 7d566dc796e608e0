package io.backstitch.stack.torture.insider;

/**
 * Something that an insider has got, or that nobody was told of.
 *
 * @param about a run, an instance or a mark
 * @param what a sentence with the evidence
 */
public record Breach(Promise promise, String about, String what) {
    /** What does not hold. */
    public enum Promise {
        /** Nothing is done, paid or shown that they have no right to. */
        NOT_ALLOWED,
        /** Everything that they do is on record. */
        UNRECORDED,
        /** No run stops and nobody is told. */
        LOST
    }
}
