package io.backstitch.stack.torture;

import io.backstitch.stack.Part;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.lifecycle.PartState;
import io.backstitch.stack.lifecycle.Stack;
import io.backstitch.stack.process.Run;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A part that is struck and brought back, by the stack's own means.
 *
 * @param stack a fresh view of the stack that the part belongs to: one that has seen a failure starts nothing more
 */
record Victim(Part part, Supplier<Stack> stack) {
    private static final int TRIES = 5;

    boolean isHealthy() {
        return stack.get().state(part).state() == PartState.State.READY;
    }

    /**
     * Ends it as {@code kill -9} does, its children too, and returns when it is gone.
     *
     * @return the process that it was
     */
    long kill() {
        Stack current = stack.get();
        long pid = pid(current);
        current.kill(EnumSet.of(part));
        return pid;
    }

    /**
     * Lets it stand still until it is revived.
     *
     * @return the process that it is
     */
    long pause() {
        Stack current = stack.get();
        current.pause(part);
        return pid(current);
    }

    private long pid(Stack current) {
        return current.aliveRun(part).map(Run::pid).orElse(0L);
    }

    /**
     * Lets it go on if it stands still, starts it on the data that it had if it is dead, and returns when it is ready.
     *
     * @throws StackFailure when it does not start
     */
    void revive() {
        stack.get().resume(part);
        for (int attempt = 1; ; attempt++) {
            try {
                stack.get().start(Set.of(part));
                return;
            } catch (StackFailure e) {
                // What it needs was killed meanwhile, or its own children died a moment later than itself.
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }
}
