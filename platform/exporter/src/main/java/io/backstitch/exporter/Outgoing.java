package io.backstitch.exporter;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka has not acknowledged yet, in the order of the log: first what is with the producer, then what is still to be sent. Its size
 * in bytes is bounded.
 */
final class Outgoing {

    private final long capacity;
    private final Deque<Message> sent = new ArrayDeque<>();
    private final Deque<Message> unsent = new ArrayDeque<>();
    private final Set<Long> early = new HashSet<>();
    private long bytes;
    private long progressAt = System.nanoTime();

    Outgoing(long capacity) {
        this.capacity = capacity;
    }

    /** Takes a message in, or returns false when there is no room; a single one is always taken. */
    synchronized boolean offer(Message message) {
        if (size() > 0 && bytes + message.bytes() > capacity) {
            return false;
        }
        if (size() == 0) {
            progressAt = System.nanoTime();
        }
        bytes += message.bytes();
        unsent.addLast(message);
        notifyAll();
        return true;
    }

    /** The oldest that is to be sent, which from now on counts as sent; null when none comes in time. */
    synchronized @Nullable Message next(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (unsent.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return null;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        Message next = unsent.removeFirst();
        sent.addLast(next);
        return next;
    }

    /** Everything that is not acknowledged is to be sent again, the oldest first. */
    synchronized void takeBack() {
        for (Iterator<Message> newestFirst = sent.descendingIterator(); newestFirst.hasNext(); ) {
            unsent.addFirst(newestFirst.next());
        }
        sent.clear();
        early.clear();
    }

    /** The newest that was counted as sent has not left us. */
    synchronized void takeBackNewest() {
        unsent.addFirst(sent.removeLast());
    }

    /** Kafka has the message. Returns up to which position everything is acknowledged now; empty when that has not changed. */
    synchronized OptionalLong acknowledge(Message message) {
        early.add(message.position());
        OptionalLong upTo = OptionalLong.empty();
        for (Message oldest = sent.peekFirst();
                oldest != null && early.remove(oldest.position());
                oldest = sent.peekFirst()) {
            sent.removeFirst();
            bytes -= oldest.bytes();
            progressAt = System.nanoTime();
            upTo = OptionalLong.of(oldest.position());
        }
        return upTo;
    }

    synchronized int size() {
        return sent.size() + unsent.size();
    }

    /** How long nothing has been acknowledged although something waits; zero when nothing waits. */
    synchronized long stalledSeconds() {
        return size() == 0 ? 0 : TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - progressAt);
    }
}
