package io.backstitch.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of a trigger: a closed set. */
public sealed interface Accepted {

    /** It is stored, and will run. */
    record New(String runId) implements Accepted {}

    /** The same request came before: here is its run. */
    record Known(String runId) implements Accepted {}

    /**
     * The same request came before: its run has ended, and is archived.
     *
     * @param outcome which end of the model was reached; null when it reached none
     */
    record Archived(String runId, @Nullable String outcome, Instant at) implements Accepted {}

    /** The key was used for another request; nothing was stored. What that was is no business of who asks now. */
    record Conflict() implements Accepted {}
}
