package io.backstitch.job;

import io.backstitch.compensation.SagaId;
import org.jspecify.annotations.Nullable;

/**
 * The step that failed.
 *
 * @param saga null when the run has no business id
 * @param process the id of the model that the element belongs to
 * @param key null when the step is not an effect
 * @param retries how many attempts its policy gives it
 */
public record FailedStep(
        long jobKey,
        long processInstanceKey,
        @Nullable SagaId saga,
        String process,
        String element,
        String jobType,
        @Nullable String key,
        int retries) {

    /** As tables and the audit have the run; null when the run has no business id. */
    public @Nullable String sagaText() {
        return saga == null ? null : saga.value();
    }
}
