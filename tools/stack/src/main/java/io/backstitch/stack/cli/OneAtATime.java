package io.backstitch.stack.cli;

import io.backstitch.stack.StackFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps two commands from starting and stopping the same stack at the same time. */
final class OneAtATime {
    private OneAtATime() {}

    /** Does the work while no other process does any here; gives way at the latest when this process ends. */
    static void run(Path state, Runnable work) {
        if (!tryRun(state, work)) {
            throw new StackFailure(
                    "Another ./backstitch up, down or torture is at work on this stack.", "Wait until it is done.");
        }
    }

    /**
     * The same, and nothing when another process does some here.
     *
     * @return whether the work was done
     */
    static boolean tryRun(Path state, Runnable work) {
        try {
            Files.createDirectories(state);
            Path file = state.resolve("lock");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                @Nullable FileLock lock = channel.tryLock();
                if (lock == null) {
                    return false;
                }
                work.run();
                return true;
            }
        } catch (IOException e) {
            throw new StackFailure(
                    state + " cannot be written: " + e.getMessage() + ".", "Check its permissions and the disk.", e);
        }
    }
}
