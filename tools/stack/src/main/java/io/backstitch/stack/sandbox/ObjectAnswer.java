package io.backstitch.stack.sandbox;

/** How the objects partner answers a request. */
sealed interface ObjectAnswer {
    /**
     * It is so, and on disk.
     *
     * @param id of the object
     * @param replayed true when an earlier call with the same key did it
     */
    record Done(String id, boolean replayed) implements ObjectAnswer {}

    /** Nothing was done and nothing is kept under the key of the request. */
    record Refused(Refusal refusal) implements ObjectAnswer {}
}
