package io.backstitch.intake;

/** What became of a trigger: a closed set. */
public sealed interface Accepted {

    /** It is stored, and will run. */
    record New(String runId) implements Accepted {}

    /** The same request came before: here is its run. */
    record Known(String runId) implements Accepted {}

    /** The key was used for another request; nothing was stored. What that was is no business of who asks now. */
    record Conflict() implements Accepted {}
}
