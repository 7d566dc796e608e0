package io.backstitch.stack.torture;

/** What the door said to a request. */
sealed interface Answer {
    /** It will be done. */
    record Yes(String id) implements Answer {}

    /** It will not be done, and asking again would not help. */
    record No(String reason) implements Answer {}

    /** Nobody knows whether it was taken: ask again. */
    record Lost(String reason) implements Answer {}
}
