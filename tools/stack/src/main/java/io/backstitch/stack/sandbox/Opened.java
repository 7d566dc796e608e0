package io.backstitch.stack.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What was opened so far; closes all of it, newest first, whatever fails on the way. */
final class Opened implements AutoCloseable {
    private final Deque<AutoCloseable> newestFirst = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T one) {
        newestFirst.push(one);
        return one;
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        while (!newestFirst.isEmpty()) {
            failure = close(newestFirst.pop(), failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable RuntimeException close(AutoCloseable one, @Nullable RuntimeException earlier) {
        try {
            one.close();
            return earlier;
        } catch (Exception e) {
            var failure = earlier != null ? earlier : new IllegalStateException("The sandbox did not close cleanly.");
            failure.addSuppressed(e);
            return failure;
        }
    }
}
