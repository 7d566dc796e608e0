package io.backstitch.stack.torture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What was sent and how it stands, written by the threads that send it.
 *
 * @param <R> what is known of a run that was accepted
 */
final class Book<R> {
    private final AtomicInteger sent = new AtomicInteger();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final Map<String, R> accepted = new ConcurrentHashMap<>();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    void sending() {
        sent.incrementAndGet();
    }

    void accepted(String id, R run) {
        accepted.put(id, run);
    }

    void refused(String idempotencyKey, String reason) {
        refusals.add(idempotencyKey + ": " + reason);
    }

    void ended(String id) {
        ended.add(id);
        waiting.remove(id);
    }

    void waits(String id, boolean forPerson) {
        if (forPerson) {
            waiting.add(id);
        } else {
            waiting.remove(id);
        }
    }

    List<R> accepted() {
        return List.copyOf(accepted.values());
    }

    List<String> refusals() {
        return List.copyOf(refusals);
    }

    int numberAccepted() {
        return accepted.size();
    }

    int numberEnded() {
        return ended.size();
    }

    int numberWaiting() {
        return waiting.size();
    }

    /** Sent, and neither answered with a no nor at rest. */
    int inFlight() {
        return sent.get() - refusals.size() - ended.size() - waiting.size();
    }

    /** Sent, and not answered yet. */
    int unanswered() {
        return sent.get() - refusals.size() - accepted.size();
    }

    Collection<String> unended() {
        var ids = new ArrayList<>(accepted.keySet());
        ids.removeAll(ended);
        return ids;
    }
}
