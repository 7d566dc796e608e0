package io.backstitch.intake;

import io.backstitch.compensation.SagaId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One accepted request for a run.
 *
 * @param id of the run, which is also its business id
 * @param relayedAt when the engine took it; null before that
 */
public record Run(
        String id,
        String process,
        Instant acceptedAt,
        @Nullable Instant relayedAt) {

    public SagaId saga() {
        return new SagaId(process, id);
    }
}
