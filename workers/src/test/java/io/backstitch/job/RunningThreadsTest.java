package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class RunningThreadsTest {

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final RunningThreads threads = new RunningThreads(waiting::add);

    @Test
    void missesNothingWhileThreadsRun() {
        for (int beat = 0; beat < 5; beat++) {
            assertThat(threads.missedSigns()).isZero();
            waiting.remove().run();
        }
    }

    @Test
    void countsTheSignsThatAreOwingAndAsksOnlyOnce() {
        assertThat(threads.missedSigns()).isZero();
        assertThat(threads.missedSigns()).isEqualTo(1);
        assertThat(threads.missedSigns()).isEqualTo(2);

        assertThat(waiting).hasSize(1);
    }

    @Test
    void startsAnewWhenTheSignComesLate() {
        threads.missedSigns();
        threads.missedSigns();

        waiting.remove().run();

        assertThat(threads.missedSigns()).isZero();
        assertThat(threads.missedSigns()).isEqualTo(1);
    }
}
