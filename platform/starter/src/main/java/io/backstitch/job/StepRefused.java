package io.backstitch.job;

/**
 * What a step is given cannot be used. Nothing was done by this attempt, and trying again does not help: its author mends the model or the worker, or a
 * person the variables. The message is a sentence of ours that names what is wrong, and quotes no value.
 */
public final class StepRefused extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param message a sentence for people */
    public StepRefused(String message) {
        super(message);
    }
}
