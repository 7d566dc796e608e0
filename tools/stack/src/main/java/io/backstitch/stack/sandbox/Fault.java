package io.backstitch.stack.sandbox;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a partner misbehaves, and for which calls. Read it as a sentence: {@code
 * Fault.cutAfterEffect().times(1).onPath("/payments/charges")}.
 *
 * <p>A call meets every fault that matches it: times add up, and of several answers (status, cut, outage) the first one
 * wins. A fault that is used up or over is no longer there. Faults are forgotten when the sandbox stops.
 *
 * @param delay how late the call reaches the partner: spent before the effect
 * @param latency how late the answer comes: spent after the effect
 * @param status answered instead of doing anything: HTTP 400 to 599, for mail an SMTP code of that range: at the end of the message, and 550, 551 and 553
 *     without {@code times} as soon as the recipient is named
 * @param retryAfter seconds, sent with the status as Retry-After; HTTP only
 * @param cut the connection is closed without an answer, before or after the effect
 * @param outage true: the partner is away, every connection is closed without an answer and nothing is done
 * @param deduplicate false: the partner ignores idempotency keys; HTTP only
 * @param times how many calls meet the fault; null: all
 * @param lasts how long the fault is there, from the moment it is set; null: until it is cleared
 * @param path only calls to this path, for example /payments/charges; HTTP only
 * @param match only calls whose key or body, or for mail whose recipient, contains this
 */
public record Fault(
        @Nullable Duration delay,
        @Nullable Duration latency,
        @Nullable Integer status,
        @Nullable Integer retryAfter,
        @Nullable Cut cut,
        @Nullable Boolean outage,
        @Nullable Boolean deduplicate,
        @Nullable Integer times,
        @Nullable Duration lasts,
        @Nullable String path,
        @Nullable String match) {

    /** When a connection is cut. */
    public enum Cut {
        /** Nothing was done. */
        BEFORE,
        /** It was done, and the caller cannot know. */
        AFTER
    }

    /** Refuses a fault that contradicts itself or does nothing, with a sentence for the one who wrote it. */
    public Fault {
        Check.positive("delay", delay);
        Check.positive("latency", latency);
        Check.positive("lasts", lasts);
        if (Stream.of(delay, latency, status, cut, outage, deduplicate).allMatch(Objects::isNull)) {
            throw new IllegalArgumentException(
                    "A fault must do something: give delay, latency, status, cut, outage or deduplicate.");
        }
        if (Stream.of(status, cut, outage).filter(Objects::nonNull).count() > 1) {
            throw new IllegalArgumentException("A fault has one answer: give only one of status, cut and outage.");
        }
        if (status != null && (status < 400 || status > 599)) {
            throw new IllegalArgumentException("status must be from 400 to 599, but was %d.".formatted(status));
        }
        if (retryAfter != null && (status == null || retryAfter < 0)) {
            throw new IllegalArgumentException("retryAfter is a number of seconds and goes with a status.");
        }
        if (times != null && times < 1) {
            throw new IllegalArgumentException("times must be at least 1, but was %d.".formatted(times));
        }
    }

    /** The call reaches the partner this late; the effect comes late, too. */
    public static Fault delay(Duration delay) {
        return new Fault(delay, null, null, null, null, null, null, null, null, null, null);
    }

    /** The effect is done at once, its answer comes this late. */
    public static Fault latency(Duration latency) {
        return new Fault(null, latency, null, null, null, null, null, null, null, null, null);
    }

    /** Nothing is done, this is answered. */
    public static Fault status(int status) {
        return new Fault(null, null, status, null, null, null, null, null, null, null, null);
    }

    /** Nothing is done, this is answered, with a Retry-After of so many seconds. */
    public static Fault status(int status, int retryAfter) {
        return new Fault(null, null, status, retryAfter, null, null, null, null, null, null, null);
    }

    /** The connection is closed without an answer; nothing was done. */
    public static Fault cutBeforeEffect() {
        return new Fault(null, null, null, null, Cut.BEFORE, null, null, null, null, null, null);
    }

    /** The connection is closed without an answer; it was done. */
    public static Fault cutAfterEffect() {
        return new Fault(null, null, null, null, Cut.AFTER, null, null, null, null, null, null);
    }

    /** The partner is away. */
    public static Fault away() {
        return new Fault(null, null, null, null, null, true, null, null, null, null, null);
    }

    /** The partner ignores idempotency keys. */
    public static Fault withoutDeduplication() {
        return new Fault(null, null, null, null, null, null, false, null, null, null, null);
    }

    /** The same fault, for so many calls. */
    public Fault times(int count) {
        return new Fault(delay, latency, status, retryAfter, cut, outage, deduplicate, count, lasts, path, match);
    }

    /** The same fault, for so long. */
    public Fault lasting(Duration period) {
        return new Fault(delay, latency, status, retryAfter, cut, outage, deduplicate, times, period, path, match);
    }

    /** The same fault, only for calls to this path. */
    public Fault onPath(String only) {
        return new Fault(delay, latency, status, retryAfter, cut, outage, deduplicate, times, lasts, only, match);
    }

    /** The same fault, only for calls whose body (payments), key or body (objects), or recipient (mail) contains this. */
    public Fault matching(String text) {
        return new Fault(delay, latency, status, retryAfter, cut, outage, deduplicate, times, lasts, path, text);
    }

    /** Whether a call is meant, by its path and its body or recipients. */
    boolean covers(String calledPath, String text) {
        return (path == null || path.equals(calledPath)) && (match == null || text.contains(match));
    }
}
