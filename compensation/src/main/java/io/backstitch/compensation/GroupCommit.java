package io.backstitch.compensation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries out what many threads ask for at the same time in one transaction: one round trip and one sync to disk for all.
 *
 * <ol>
 *   <li>Who finds fewer than {@link #LEADERS} at work carries out its own request at once, without waiting for others.
 *   <li>Who comes meanwhile waits; the first of those carries out the requests of all that wait with it.
 *   <li>When that fails, each carries out its own: a request that the database refuses does no harm to the others.
 * </ol>
 *
 * <p>So a request waits for at most one that is under way, and a group is as large as the load makes it.
 *
 * @see <a href="https://dl.acm.org/doi/10.1145/971697.602261">DeWitt et al.: Implementation Techniques for Main Memory Database
 *     Systems (1984), group commit</a>
 */
final class GroupCommit<Q, A> {

    /** At work at once: more make a step faster at low load, fewer make the groups larger at high load. */
    static final int LEADERS = 2;

    /** Carries out requests, all or none; answers in their order. */
    @FunctionalInterface
    interface Work<Q, A> {
        List<A> on(List<Q> requests);
    }

    private static final class Waiting<Q, A> {
        private final Q request;
        /** Completed with the group that this one is to lead; with none when another has led it. */
        private final CompletableFuture<List<Waiting<Q, A>>> turn = new CompletableFuture<>();

        private Optional<A> answer = Optional.empty();

        private Waiting(Q request) {
            this.request = request;
        }
    }

    private final Work<Q, A> work;
    private final Lock guard = new ReentrantLock();
    private List<Waiting<Q, A>> waiting = new ArrayList<>();
    private int atWork;

    /** @param work is called by up to {@link #LEADERS} threads at once */
    GroupCommit(Work<Q, A> work) {
        this.work = work;
    }

    /** Returns when the request was carried out; the caller's own exception where it was not. */
    A ask(Q request) {
        Waiting<Q, A> me = new Waiting<>(request);
        List<Waiting<Q, A>> group = enter(me) ? List.of(me) : me.turn.join();
        if (!group.isEmpty()) {
            lead(group);
        }
        return me.answer.orElseGet(() -> work.on(List.of(request)).getFirst());
    }

    /** Whether the caller may go to work at once. */
    private boolean enter(Waiting<Q, A> me) {
        guard.lock();
        try {
            boolean leads = atWork < LEADERS;
            if (leads) {
                atWork++;
            } else {
                waiting.add(me);
            }
            return leads;
        } finally {
            guard.unlock();
        }
    }

    /** Leaves all without an answer when their group fails. */
    private void lead(List<Waiting<Q, A>> group) {
        try {
            List<A> answers = work.on(group.stream().map(it -> it.request).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer = Optional.of(answers.get(i));
            }
        } catch (RuntimeException e) {
            if (group.size() == 1) {
                throw e;
            }
        } finally {
            group.forEach(it -> it.turn.complete(List.of()));
            handOver();
        }
    }

    private void handOver() {
        guard.lock();
        try {
            if (waiting.isEmpty()) {
                atWork--;
            } else {
                List<Waiting<Q, A>> group = waiting;
                waiting = new ArrayList<>();
                group.getFirst().turn.complete(group);
            }
        } finally {
            guard.unlock();
        }
    }

    /** How many wait for those that are at work. */
    int waiting() {
        guard.lock();
        try {
            return waiting.size();
        } finally {
            guard.unlock();
        }
    }
}
