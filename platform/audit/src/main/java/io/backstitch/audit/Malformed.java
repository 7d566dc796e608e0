package io.backstitch.audit;

/** A text is not what its place asks for. Thrown by the million when a file is damaged, hence without a stack trace. */
final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    Malformed(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
