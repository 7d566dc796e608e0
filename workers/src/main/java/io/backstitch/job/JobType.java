package io.backstitch.job;

import io.camunda.client.api.response.ActivatedJob;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one type, and who handles them.
 *
 * @param partner whom they call; null: nobody
 * @param variables the names of those that they read
 */
record JobType(
        String name,
        String lane,
        RetryPolicy retry,
        @Nullable String partner,
        List<String> variables,
        BiConsumer<LaneKernel, ActivatedJob> handler) {}
