package io.backstitch.job;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one type, and who handles them.
 *
 * @param partner whom they call; null: nobody
 * @param draft whether they stand in a draft, which belongs to no run
 * @param variables the names of those that they read
 */
record JobType(
        String name,
        String lane,
        RetryPolicy retry,
        @Nullable String partner,
        boolean draft,
        List<String> variables,
        BiConsumer<LaneKernel, Step> handler) {}
