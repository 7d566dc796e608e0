package io.backstitch.stack.lifecycle;

import io.backstitch.stack.Part;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Does something with several parts, side by side where nothing stands against it. */
final class InOrder {
    /** What a step waits for before it goes on. */
    @FunctionalInterface
    interface Turn {
        /** Returns when all parts that come first are done, whether well or not. */
        void await();
    }

    /** What is done with one part. */
    @FunctionalInterface
    interface Step {
        void take(Part part, Turn turn);
    }

    private InOrder() {}

    /**
     * Takes the step for every part on a thread of its own and returns when all are done.
     *
     * @param before which parts come first
     */
    static void forEach(Collection<Part> parts, Function<Part, Set<Part>> before, Step step) {
        Map<Part, CompletableFuture<Void>> done = new EnumMap<>(Part.class);
        parts.forEach(part -> done.put(part, new CompletableFuture<>()));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            done.forEach((part, mine) -> threads.execute(() -> {
                try {
                    step.take(part, () -> awaitAll(before.apply(part), done));
                } finally {
                    mine.complete(null);
                }
            }));
        }
    }

    private static void awaitAll(Set<Part> parts, Map<Part, CompletableFuture<Void>> done) {
        for (Part part : parts) {
            CompletableFuture<Void> other = done.get(part);
            if (other != null) {
                other.join();
            }
        }
    }
}
