package io.backstitch.intake;

/**
 * Something happened to a subject, which has one run, for ever. Events of one subject reach that run in the order in which they were
 * answered 202; one that comes before the run is kept until there is one.
 */
public interface SubjectEvent<R extends Record> extends EventType<R> {

    /** What it happened to, the same in all its events from all sources: the business' own id, 1 to 255 characters. */
    String subject(R event);

    /** Whether it also starts the run of a subject that has none. */
    boolean starts();
}
