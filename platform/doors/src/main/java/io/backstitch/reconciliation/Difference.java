package io.backstitch.reconciliation;

import java.util.Locale;

/** How what a source says differs from what we know: a closed set. */
enum Difference {
    /** It had not reached us; now it has. */
    MISSED,
    /** We know another event by its id: we believe something wrong, or the source does. Nothing is changed. */
    CONFLICT,
    /** It is nothing that can be taken in. */
    MALFORMED;

    /** As it is counted. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
