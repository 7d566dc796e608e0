package io.backstitch.auditlog;

/**
 * What is on record: an enum of the package that writes it, with the body of each in its Javadoc. The words are for ever: entries that were written keep
 * them.
 */
@FunctionalInterface
public interface AuditKind {

    /** As entries name it: the capability or the process, a dot, and what happened. */
    String word();
}
