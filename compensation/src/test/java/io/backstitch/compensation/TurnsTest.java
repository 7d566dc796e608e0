package io.backstitch.compensation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Outcome NOT_NOW = new Outcome.NotNow(Instant.EPOCH, "another comes first");
    private static final Outcome DONE = new Outcome.Done("{}");

    @Test
    void triesOnceWithoutPatience() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        Outcome outcome = new Turns(Duration.ZERO).inTurn("mine", () -> {
            tries.incrementAndGet();
            return NOT_NOW;
        });
        assertThat(outcome).isEqualTo(NOT_NOW);
        assertThat(tries).hasValue(1);
    }

    @Test
    void triesAgainWhenItsTurnIsPassed() throws Exception {
        Turns turns = new Turns(Duration.ofMinutes(1));
        CountDownLatch tried = new CountDownLatch(1);
        AtomicBoolean myTurn = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome> waiting = threads.submit(() -> turns.inTurn("mine", () -> {
                tried.countDown();
                return myTurn.get() ? DONE : NOT_NOW;
            }));
            tried.await();
            myTurn.set(true);
            turns.pass("mine");
            assertThat(waiting.get()).isEqualTo(DONE);
        }
    }

    @Test
    void seesAlsoWhatNobodyHereTellsIt() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        Outcome outcome =
                new Turns(Duration.ofMinutes(1)).inTurn("mine", () -> tries.incrementAndGet() < 3 ? NOT_NOW : DONE);
        assertThat(outcome).isEqualTo(DONE);
    }
}
