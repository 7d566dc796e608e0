package io.backstitch.intake;

/** Is told of what cannot be delivered, in the transaction that puts it aside. */
public interface UndeliveredListener {

    /**
     * It waits for a person now.
     *
     * @param id of the event, or of the run when it is the run's start
     * @param run whose it is; it may be yet to come
     * @param message its name
     */
    void buried(String id, String process, String run, String message, String reason);

    /** It was taken after all. */
    void taken(String id);
}
