package io.backstitch.topics;

import java.util.Locale;

/**
 * An event that will never be taken, however often it is tried; nothing of it was stored. It has no cause, and its texts have no values:
 * those of the event are nobody's business in a header or a log.
 */
final class Poison extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why: a closed set. */
    enum Reason {
        /** No CloudEvent, or its data is not what its type takes. */
        MALFORMED,
        /** Nothing here takes its type from a topic. */
        UNKNOWN_TYPE,
        /** Its id was used for another event. */
        CONFLICT,
        /** Nobody has thought of it: a bug of ours. */
        BUG;

        /** As it is counted, and told in a header. */
        String tag() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    Poison(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** A sentence for a person. */
    String detail() {
        return String.valueOf(getMessage());
    }
}
