package io.backstitch.messaging;

import org.jspecify.annotations.Nullable;

/** An event is not in Kafka; it stays in the database and is sent later. Nobody needs to act. */
final class NotSent extends Exception {

    private static final long serialVersionUID = 1L;

    NotSent(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
