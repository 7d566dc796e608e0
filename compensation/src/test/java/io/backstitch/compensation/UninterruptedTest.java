package io.backstitch.compensation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UninterruptedTest {

    private final AtomicInteger tries = new AtomicInteger();

    @AfterEach
    void go() {
        // Not for the next test.
        var unused = Thread.interrupted();
    }

    @Test
    void writesAgainWhatAnInterruptHasBrokenOff() {
        int written = Uninterrupted.write(() -> {
            if (tries.incrementAndGet() == 1) {
                Thread.currentThread().interrupt();
                throw away();
            }
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            return 7;
        });

        assertThat(written).isEqualTo(7);
        assertThat(tries).hasValue(2);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void givesUpWhenTheDatabaseIsAway() {
        assertThatThrownBy(() -> Uninterrupted.write(() -> {
                    tries.incrementAndGet();
                    throw away();
                }))
                .isInstanceOf(LedgerUnavailable.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void leavesAThreadAloneThatNobodyHasToldToStop() {
        assertThat(Uninterrupted.<String>write(() -> "done")).isEqualTo("done");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static LedgerUnavailable away() {
        return new LedgerUnavailable(new SQLException("closed"));
    }
}
