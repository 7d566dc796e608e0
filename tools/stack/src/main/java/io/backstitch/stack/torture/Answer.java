package io.backstitch.stack.torture;

/** What the door said to a request. */
sealed interface Answer {
    /** Asking again would bring the same. */
    sealed interface Final extends Answer {}

    /** It will be done. */
    record Yes(String id) implements Final {}

    /** It will not be done. */
    record No(String reason) implements Final {}

    /** Nobody knows whether it was taken: ask again. */
    record Lost(String reason) implements Answer {}
}
