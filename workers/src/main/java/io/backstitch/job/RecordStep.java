package io.backstitch.job;

/**
 * A step that keeps records of ours: what it writes stays, whatever becomes of the run, and is never undone.
 *
 * <p>It runs in one transaction of Spring. The engine is told after the commit; when it does not hear us, the same step instance is
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
     * @throws Exception anything else; {@link Failures} decides whether it may heal
     */
    R handle(Q variables, StepInstance step) throws Exception;
}
