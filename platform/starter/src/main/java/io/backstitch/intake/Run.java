package io.backstitch.intake;

import io.backstitch.compensation.SagaId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One accepted request for a run.
 *
 * @param id of the run, which is also its business id
 * @param relayedAt when the engine took it; null before that
 * @param cancelledAt when a person first cancelled it; null when nobody has
 */
public record Run(
        String id,
        String process,
        Instant acceptedAt,
        @Nullable Instant relayedAt,
        @Nullable Instant cancelledAt) {

    public SagaId saga() {
        return new SagaId(process, id);
    }
}
