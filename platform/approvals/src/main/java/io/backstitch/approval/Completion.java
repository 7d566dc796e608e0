package io.backstitch.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it reached us, before anybody has judged it.
 *
 * @param actor who decided; null when nobody says so
 * @param strength how well that is known
 * @param authenticatedAt when the actor logged in; null when the token does not say, or there was none
 * @param at when the engine, or our door, took it
 * @param formKey the engine's form that was shown; null when it is not known
 * @param partition of the engine's record, with
 * @param position its place; both null when the engine was never told
 */
record Completion(
        @Nullable String actor,
        Strength strength,
        @Nullable Instant authenticatedAt,
        Answer answer,
        @Nullable Instant at,
        @Nullable Long formKey,
        @Nullable Integer partition,
        @Nullable Long position) {

    /** How well an identity is known. */
    enum Strength {
        /** By a token that came with the decision. */
        PROVEN,
        /** By the engine's word that the task was assigned to them: Tasklist lets nobody else complete it. */
        ASSERTED
    }
}
