package io.backstitch.job;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether this process still runs virtual threads, on which all its work is done.
 *
 * <p>They can stand still for ever while the threads of the platform go on: when every carrier is held by one that waits, pinned, for a lock
 * whose holder waits for a carrier. Nothing throws then, and nothing is logged.
 *
 * @see <a href="https://openjdk.org/jeps/491">What pins a virtual thread, and what still does</a>
 */
final class RunningThreads {

    private final Executor threads;
    private final AtomicBoolean answered = new AtomicBoolean(true);
    private int missed;

    /** @param threads starts a virtual thread for each task */
    RunningThreads(Executor threads) {
        this.threads = threads;
    }

    /**
     * Asks for a sign of life, unless the last one is still owing; for one caller, at steady intervals. Counted by these, not by the clock: a
     * process that stood still as a whole must not be taken for one whose threads do.
     *
     * @return how many times in a row the sign was owing
     */
    int missedSigns() {
        if (answered.compareAndSet(true, false)) {
            missed = 0;
            threads.execute(() -> answered.set(true));
        } else {
            missed++;
        }
        return missed;
    }
}
