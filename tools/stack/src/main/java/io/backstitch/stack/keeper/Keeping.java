package io.backstitch.stack.keeper;

import io.backstitch.stack.Part;
import io.backstitch.stack.StackFolders;
import io.backstitch.stack.lifecycle.Stack;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;

/** What the keeper does all its life, once a second. */
public final class Keeping {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long LARGEST_LOG = 32L << 20;

    private final Keeper keeper;
    private final BoundedLogs logs;
    private final PrintStream log;

    /** @param oneAtATime does the work unless another command is at work on the stack; whether it did */
    public Keeping(StackFolders folders, Stack stack, Predicate<Runnable> oneAtATime, PrintStream log) {
        KeptPart application = new KeptPart(folders, stack, Part.APPLICATION, oneAtATime);
        this.keeper = new Keeper(application, new KeptRestarts(folders, Part.APPLICATION), Clock.systemUTC(), log);
        this.logs = new BoundedLogs(folders.logs(), LARGEST_LOG);
        this.log = log;
    }

    /** Until the process ends. */
    public void forEver() throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            look();
            Thread.sleep(PAUSE);
        }
    }

    /** A disk that is full for a while does not end it. */
    private void look() {
        try {
            logs.look();
            keeper.look();
        } catch (UncheckedIOException e) {
            log.println("Looking after the stack failed, and is tried again: " + e.getMessage());
        }
    }
}
