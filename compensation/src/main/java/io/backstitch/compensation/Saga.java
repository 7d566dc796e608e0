package io.backstitch.compensation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a process, as the ledger holds it.
 *
 * @param outcome the end of the model that was reached; null while it runs
 * @param cause why it was unwound; null when it was not
 * @param endedAt null while it runs
 */
public record Saga(
        SagaId id,
        SagaState state,
        @Nullable String outcome,
        @Nullable String cause,
        Instant openedAt,
        @Nullable Instant endedAt) {}
