package io.backstitch.stack.cli;

import io.backstitch.stack.Part;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.lifecycle.Stack;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C during a start leave nothing half started: the start is told to give up and is given a while to stop what it
 * started; what is left then is ended here.
 */
final class Interruption {
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Stack stack) {
        Set<Part> before = stack.running();
        hook = new Thread(() -> undo(stack, before), "interrupted");
    }

    static void guard(Stack stack, Runnable start) {
        Interruption interruption = new Interruption(stack);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        try {
            start.run();
        } finally {
            interruption.end();
        }
    }

    private void undo(Stack stack, Set<Part> before) {
        stack.abort(new StackFailure("Interrupted.", "What was started is stopped again."));
        try {
            if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Set<Part> started = EnumSet.copyOf(stack.running());
                started.removeAll(before);
                stack.kill(started);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The start has ended, well or not. */
    private void end() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // the hook runs, and was just told that there is nothing to wait for
        }
    }
}
