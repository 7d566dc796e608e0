package io.backstitch.lane;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a lane: so many jobs are worked at together; the others wait, in the order in which they came. */
final class Seats {

    private static final int ALL_WHO_WAIT = 1 << 20;

    private final int number;
    private final Semaphore free;
    private final AtomicInteger taken = new AtomicInteger();
    private volatile boolean closed;

    Seats(int number) {
        this.number = number;
        this.free = new Semaphore(number, true);
    }

    /** Waits for a seat; false when the lane is closed instead. */
    boolean take() throws InterruptedException {
        free.acquire();
        if (closed) {
            free.release();
            return false;
        }
        taken.incrementAndGet();
        return true;
    }

    void leave() {
        taken.decrementAndGet();
        free.release();
    }

    /** From now on nobody gets a seat; who waits for one hears of it. */
    void close() {
        closed = true;
        free.release(ALL_WHO_WAIT);
    }

    boolean isClosed() {
        return closed;
    }

    int taken() {
        return taken.get();
    }

    int waiting() {
        return free.getQueueLength();
    }

    double utilisation() {
        return (double) taken() / number;
    }
}
