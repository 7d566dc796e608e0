package io.backstitch.intake;

/**
 * What starts a process by a request alone: a bean of the process. Its own API takes it, and so do all other doors, by the same rules:
 * those of Bean Validation on the request.
 *
 * @param <R> the request, as the body of the API has it
 */
public interface StartRequest<R extends Record> {

    /** The process id. */
    String process();

    Class<R> type();

    /**
     * What a run starts with.
     *
     * @param request that has been validated
     * @param requester who asks: a user name, or a source of events
     */
    Record variables(R request, String requester);
}
