package io.backstitch.job;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The jobs that this process works at. The engine hands each out for a short time only ({@link #HOLD}), so that those of a
 * process that dies are handed out again soon; those that take longer are kept by the {@link Heartbeat} until the time limit of
 * their policy. An attempt that goes beyond its time limit is interrupted, and fails.
 */
@Component
class JobsInHand {

    /** For how long the engine hands out a job before it is kept. */
    static final Duration HOLD = JobHold.TIME;

    private static final Logger log = LoggerFactory.getLogger(JobsInHand.class);

    private final ConcurrentMap<InHand, Boolean> jobs = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, Rest> rests = new ConcurrentHashMap<>();

    /** Takes a job in hand, on the thread that works at it. */
    InHand take(long key, String type, Duration timeLimit) {
        rests.remove(key);
        InHand hand = new InHand(key, type, timeLimit, Thread.currentThread());
        jobs.put(hand, true);
        return hand;
    }

    /** From now on the engine may hand out this job again when its time is up, although its thread is not done with it yet. */
    void letGo(long key) {
        jobs.keySet().stream().filter(hand -> hand.key() == key).forEach(InHand::claimKeeping);
    }

    /** The job has a pause, in nobody's hand. */
    Rest rest(long key) {
        Rest rest = new Rest(key);
        rests.put(key, rest);
        return rest;
    }

    /**
     * The attempt has ended, one way or the other, and the calling thread tells the engine: that may take longer than the time
     * limit when the engine is away, and is not interrupted any more.
     */
    void attemptEnded(long key) {
        jobs.keySet().stream().filter(hand -> hand.key() == key).forEach(InHand::attemptEnded);
        // One that came at the last moment is for an attempt that is over.
        var unused = Thread.interrupted();
    }

    /** Ends the attempt at this job, since this process ends. */
    void interrupt(long key) {
        jobs.keySet().stream().filter(hand -> hand.key() == key).forEach(InHand::interrupt);
    }

    /** Those that have been in hand for longer than that. */
    List<InHand> longerThan(Duration age) {
        return jobs.keySet().stream()
                .filter(hand -> hand.age().compareTo(age) >= 0)
                .toList();
    }

    /** The pause of one job. It is over when somebody ends it, or when the job is taken in hand before that. */
    final class Rest {

        private final long key;
        private final long begin = System.nanoTime();

        private Rest(long key) {
            this.key = key;
        }

        long key() {
            return key;
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - begin);
        }

        /** True when it lasted until now. */
        boolean end() {
            return rests.remove(key, this);
        }
    }

    /** One job in the hands of one thread; closed when the thread is done with it. */
    final class InHand implements AutoCloseable {

        private final long key;
        private final String type;
        private final Duration timeLimit;
        private final Thread worker;
        private final long begin = System.nanoTime();
        private final AtomicBoolean kept = new AtomicBoolean();
        private boolean done;

        private InHand(long key, String type, Duration timeLimit, Thread worker) {
            this.key = key;
            this.type = type;
            this.timeLimit = timeLimit;
            this.worker = worker;
        }

        long key() {
            return key;
        }

        String type() {
            return type;
        }

        Duration timeLimit() {
            return timeLimit;
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - begin);
        }

        /** True for the first who asks. */
        boolean claimKeeping() {
            return kept.compareAndSet(false, true);
        }

        void keepingFailed() {
            kept.set(false);
        }

        /** Ends the attempt of a worker that has used up its time; what it was waiting for fails. */
        synchronized void interruptIfOverdue() {
            if (!done && age().compareTo(timeLimit) > 0) {
                done = true;
                log.warn("A worker of {} has not ended within {} and is interrupted", type, timeLimit);
                worker.interrupt();
            }
        }

        /** Ends the attempt since this process ends. */
        synchronized void interrupt() {
            if (!done) {
                done = true;
                worker.interrupt();
            }
        }

        private synchronized void attemptEnded() {
            done = true;
        }

        @Override
        public void close() {
            attemptEnded();
            jobs.remove(this);
        }
    }
}
