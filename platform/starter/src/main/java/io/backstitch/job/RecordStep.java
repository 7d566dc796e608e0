package io.backstitch.job;

/**
 * A step that keeps records of ours: what it writes stays, whatever becomes of the run, and is never undone.
 *
 * <p>It runs in one transaction of Spring; what it must ask of others, it asks before. The engine is told after the commit; when it does not hear us, the same step instance is
 * handled again, and the implementation answers what it answered before.
 *
 * @param <Q> the variables that it reads: a record
 * @param <R> what it returns as variables of the run: a record
 */
public interface RecordStep<Q extends Record, R extends Record> {

    /**
     * Handles one step instance.
     *
     * @throws NotYet when something must come first; no attempt is used up, and nothing is written
     * @throws NotPermitted when what it was told contradicts our own record; nothing is written
     * @throws Exception anything else; {@link Failures} decides whether it may heal
     */
    R handle(Q variables, StepInstance step) throws Exception;

    /**
     * Prepares it without a transaction, which others must not keep open: what it returns is then done in one. For a step that asks nobody, that is
     * {@link #handle}.
     *
     * @throws NotYet as {@link #handle} does
     * @throws Exception as {@link #handle} does
     */
    default InTransaction<R> prepare(Q variables, StepInstance step) throws Exception {
        return () -> handle(variables, step);
    }

    /** What is left to do in the transaction. */
    @FunctionalInterface
    interface InTransaction<R> {

        R run() throws Exception;
    }
}
