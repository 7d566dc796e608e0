package io.backstitch.endtoend;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A run that was accepted while instances of the application die.
 *
 * @param mayEndAs the outcomes that are right
 * @param request what it was started with
 * @param story what is still done to it; ended when its future is
 */
record SentRun(
        MatrixProcess process,
        String id,
        Set<String> mayEndAs,
        Map<String, Object> request,
        CompletableFuture<?> story) {

    @Override
    public String toString() {
        return "run " + id;
    }
}
