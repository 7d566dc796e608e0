package io.backstitch.stack.torture;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Work that goes on beside the rest until it is closed. What it fails with is kept: a torture that stopped by itself proves nothing. */
final class Background implements AutoCloseable {
    /** Goes on until it is interrupted. */
    @FunctionalInterface
    interface Work {
        /** Returns, or throws {@link InterruptedException}, soon after an interruption. */
        void run() throws InterruptedException;
    }

    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Thread thread;

    private Background(String name, Work work) {
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(work));
    }

    static Background start(String name, Work work) {
        var background = new Background(name, work);
        background.thread.start();
        return background;
    }

    private void run(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                failure.set(e);
            }
        }
    }

    Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Returns when it has ended. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
