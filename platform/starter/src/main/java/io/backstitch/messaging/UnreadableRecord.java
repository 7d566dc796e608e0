package io.backstitch.messaging;

/** A message in the engine's topic is no record of an engine: somebody else writes there, or the engine's format has changed. */
final class UnreadableRecord extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableRecord(String message, Throwable cause) {
        super(message, cause);
    }
}
