package io.backstitch.stack.torture.insider;

/**
 * An attempt that was made.
 *
 * @param mark tells it from all others; stands in whatever it has put in
 * @param trace what must be on record about it
 * @param what a few words for people
 */
record Tried(Kind kind, Reception reception, String mark, Trace trace, String what) {

    /** What was said at once, where it went in. */
    enum Reception {
        /** It was taken. What comes of it, the judgement asks. */
        TAKEN,
        /** It was refused. */
        REFUSED,
        /** There was nothing that it could be tried at. */
        MISSED,
        /** Nobody answered; it may have been taken. */
        LOST,
        /** The answer itself is what must not be. */
        SUCCEEDED
    }

    static Tried taken(Kind kind, String mark, Trace trace, String what) {
        return new Tried(kind, Reception.TAKEN, mark, trace, what);
    }

    /** As it was received; what was not taken leaves no trace that must be there. */
    static Tried of(Kind kind, Reception reception, String mark, Trace trace, String what) {
        return reception == Reception.TAKEN ? taken(kind, mark, trace, what) : without(kind, reception, what);
    }

    static Tried missed(Kind kind) {
        return without(kind, Reception.MISSED, "nothing to try it at");
    }

    /** Nothing is on record, and nothing needs to be. */
    static Tried without(Kind kind, Reception reception, String what) {
        return new Tried(kind, reception, "", new Trace.None(), what);
    }

    /** Whether it was an attempt at all. */
    boolean isMade() {
        return reception != Reception.MISSED;
    }
}
