package io.backstitch.intake;

import io.backstitch.compensation.Fingerprint;

/** What became of a trigger: a closed set. */
public sealed interface Accepted {

    /** It is stored, and will run. */
    record New(String runId) implements Accepted {}

    /** The same request came before: here is its run. */
    record Known(String runId) implements Accepted {}

    /** The key was used for another request; nothing was stored. */
    record Conflict(Fingerprint stored, Fingerprint given) implements Accepted {}
}
