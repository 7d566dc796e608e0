package io.backstitch.job;

/**
 * What a step was told contradicts our own record: somebody has changed a variable. It is a dead letter of kind NOT_PERMITTED, and in the audit. The message
 * says what contradicts, for people, without the values.
 */
public final class NotPermitted extends Exception {

    private static final long serialVersionUID = 1L;

    public NotPermitted(String why) {
        super(why, null, false, false);
    }
}
