package io.backstitch.compensation;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Where the compensation handlers of a run wait for their turn: the engine starts all of them at once, and the undos go one after
 * the other. Within this process the one that has undone its effect wakes the next; what happens in other processes is seen by
 * looking again after a pause. Only the ledger says whose turn it is: being woken for nothing does no harm.
 */
final class Turns {

    private static final int PLACES = 256;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(40);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(160);

    /** One attempt at what may not have its turn yet. */
    @FunctionalInterface
    interface Try {
        Outcome run() throws Exception;
    }

    private final Duration patience;
    private final Place[] places =
            IntStream.range(0, PLACES).mapToObj(it -> new Place()).toArray(Place[]::new);

    /** @param patience how long one waits here at most, before the engine is asked to come again */
    Turns(Duration patience) {
        this.patience = patience;
    }

    /** Tries until it is not {@link Outcome.NotNow} any more, or the patience has ended. */
    Outcome inTurn(String turn, Try attempt) throws Exception {
        long begin = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        Place place = place(turn);
        while (true) {
            long seen = place.passed();
            Outcome outcome = attempt.run();
            if (!(outcome instanceof Outcome.NotNow) || System.nanoTime() - begin >= patience.toNanos()) {
                return outcome;
            }
            place.await(seen, pause);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Wakes who waits for this turn, if that is in this process. */
    void pass(String turn) {
        place(turn).pass();
    }

    private Place place(String turn) {
        return places[Math.floorMod(turn.hashCode(), PLACES)];
    }

    /** Shared by all turns that fall on it: a few are woken for nothing. */
    private static final class Place {
        private final Lock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private long passed;

        private long passed() {
            lock.lock();
            try {
                return passed;
            } finally {
                lock.unlock();
            }
        }

        private void pass() {
            lock.lock();
            try {
                passed++;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void await(long seen, Duration atMost) throws InterruptedException {
            lock.lock();
            try {
                long left = atMost.toNanos();
                while (passed == seen && left > 0) {
                    left = changed.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
