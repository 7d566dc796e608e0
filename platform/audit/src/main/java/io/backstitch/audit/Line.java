package io.backstitch.audit;

/** A line without its end. */
final class Line {
    private final long number;
    private final byte[] bytes;
    private final int length;
    private final boolean complete;

    Line(long number, byte[] bytes, int length, boolean complete) {
        this.number = number;
        this.bytes = bytes;
        this.length = length;
        this.complete = complete;
    }

    long number() {
        return number;
    }

    /** A buffer that is used again for the next line. */
    byte[] bytes() {
        return bytes;
    }

    /** How much of the buffer is the line. */
    int length() {
        return length;
    }

    /** Whether the whole line is here: it had an end, and was not too long. */
    boolean complete() {
        return complete;
    }
}
