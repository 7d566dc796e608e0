package io.backstitch.stack.torture;

import io.backstitch.stack.torture.Approvers.Reception;
import io.backstitch.stack.torture.Approvers.View;
import io.backstitch.stack.torture.Move.Way;
import io.backstitch.stack.torture.Robot.Played;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * The moves about one report, in order. An honest one is made again until it is on record; a breach once, and only what comes of it is
 * waited for. A breach that races goes on beside moves at our door; never beside one at the engine, where nobody could tell whose
 * completion it was.
 */
final class Play {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1_500);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Approvers approvers;
    private final ExecutorService threads;
    private final Played it;
    private final List<Future<?>> racing = new ArrayList<>();
    private String approval = "";

    /** @param threads for moves that race */
    Play(Approvers approvers, ExecutorService threads, Played it) {
        this.approvers = approvers;
        this.threads = threads;
        this.it = it;
    }

    void toTheEnd() throws InterruptedException {
        approval = awaitApproval();
        int decisions = 0;
        for (Move move : it.report().moves()) {
            if (move.way() == Way.ENGINE) {
                join();
            }
            if (move.isHonest()) {
                decisions++;
                insist(move, decisions);
            } else if (move.races()) {
                racing.add(threads.submit(() -> attempt(move)));
            } else {
                breach(move);
            }
        }
        join();
    }

    private String awaitApproval() throws InterruptedException {
        String candidate = it.report()
                .level()
                .seats(it.report().requester())
                .getFirst()
                .iterator()
                .next();
        while (true) {
            Optional<String> found = approvers.approvalOf(it.run(), candidate);
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private void insist(Move move, int decisions) throws InterruptedException {
        Predicate<View> done = view -> view.isDecided() || view.sealed() >= decisions;
        while (!is(done)) {
            if (attempt(move) == Reception.TAKEN) {
                await(done);
            } else {
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
    }

    private void breach(Move move) throws InterruptedException {
        long before = view().map(View::over).orElse(0L);
        if (attempt(move) == Reception.TAKEN && move.way() == Way.ENGINE) {
            await(view -> view.isDecided() || view.over() > before);
        }
    }

    private Reception attempt(Move move) throws InterruptedException {
        it.tried().putIfAbsent(move, Reception.MISSED);
        Reception reception = approvers.attempt(approval, move);
        it.tried().put(move, reception);
        return reception;
    }

    private void await(Predicate<View> state) throws InterruptedException {
        long begin = System.nanoTime();
        while (!is(state) && System.nanoTime() - begin < PATIENCE.toNanos()) {
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private boolean is(Predicate<View> state) {
        return view().filter(state).isPresent();
    }

    private Optional<View> view() {
        return approvers.view(approval, it.report().requester());
    }

    private void join() throws InterruptedException {
        for (Future<?> move : racing) {
            try {
                move.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        racing.clear();
    }
}
