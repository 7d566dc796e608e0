package io.backstitch.stack.sandbox;

/** The partner understands what is written, and does not take it: 422. */
final class Unprocessable extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Unprocessable(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }
}
