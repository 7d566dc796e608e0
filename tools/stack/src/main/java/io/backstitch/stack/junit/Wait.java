package io.backstitch.stack.junit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One wait for a state. The thread that looks writes down what it sees; whoever tells of the wait reads it. */
final class Wait {
    private final String what;
    private final long thread = Thread.currentThread().threadId();
    private final @Nullable Wait around;
    private final long begin = System.nanoTime();
    private volatile Object seen = "nothing yet";
    private volatile long seenAt = begin;
    private volatile @Nullable Throwable failure;

    /**
     * By the thread that waits.
     *
     * @param what is waited for; empty when nobody has named it
     * @param around the wait whose condition begins this one
     */
    Wait(String what, @Nullable Wait around) {
        this.what = what;
        this.around = around;
    }

    /** Looks are taken by a thread of their own, and after them that thread may have waits of its own behind it. */
    Wait lookedAtBy(Thread looking) {
        return around != null && thread == looking.threadId() ? around : this;
    }

    void sees(Object value) {
        seen = value;
        seenAt = System.nanoTime();
    }

    void fails(Throwable exception) {
        failure = exception;
    }

    String what() {
        return what.isEmpty() ? "a state that has no name" : "\"" + what + "\"";
    }

    Object seen() {
        return seen;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    Duration sinceSeen() {
        return Duration.ofNanos(System.nanoTime() - seenAt);
    }
}
