package io.backstitch.stack.doctor;

/**
 * What was found out about one thing that the stack or its tests rely on.
 *
 * @param subject what was looked at
 * @param text what was found, a sentence
 * @param advice what to do; empty if all is well
 */
public record Finding(Severity severity, String subject, String text, String advice) {

    /** How much it matters. */
    public enum Severity {
        /** All is well. */
        FINE,
        /** The stack runs, something else does not. */
        LACKING,
        /** The stack cannot run. */
        BROKEN
    }

    static Finding fine(String subject, String text) {
        return new Finding(Severity.FINE, subject, text, "");
    }

    static Finding lacking(String subject, String text, String advice) {
        return new Finding(Severity.LACKING, subject, text, advice);
    }

    static Finding broken(String subject, String text, String advice) {
        return new Finding(Severity.BROKEN, subject, text, advice);
    }
}
