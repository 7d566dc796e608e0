package io.backstitch.stack.torture.insider;

import io.backstitch.stack.torture.insider.Tried.Reception;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the insiders tried, and what answer came; written by both. */
final class InsiderBook {
    private final Queue<Tried> tried = new ConcurrentLinkedQueue<>();

    void add(Tried attempt) {
        tried.add(attempt);
    }

    List<Tried> tried() {
        return List.copyOf(tried);
    }

    long made() {
        return tried.stream().filter(Tried::isMade).count();
    }

    long refused() {
        return tried.stream().filter(it -> it.reception() == Reception.REFUSED).count();
    }
}
