package io.backstitch.intake;

import java.util.Set;

/**
 * What may come in for a process, through the doors that it names: a bean of the process. All doors take it by the same rules, those of Bean
 * Validation on the request. It is a {@link StartRequest} or a {@link SubjectEvent}.
 *
 * @param <R> the request, as the body of the API has it
 */
public interface EventType<R extends Record> {

    /** The process id. */
    String process();

    /** The message by which the model catches it, {@code process.what-happened}; in CloudEvents the type. */
    String name();

    Class<R> type();

    /** The doors that take it. There is no default: who adds a process says who reaches it. */
    Set<Door> doors();

    /**
     * What the run is told: what it starts with, or what changes in it. A type of event returns the record that it declares with
     * {@link io.backstitch.job.Tells}.
     *
     * @param request that has been validated
     * @param requester who asks: a user name, or a source of events
     */
    Record variables(R request, String requester);
}
