package io.backstitch.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SizingTest {

    private static final Duration HOLD = Duration.ofSeconds(3);

    private static Sizing sizing(int threads, Duration handlerTime) {
        return new Sizing("automation", new LaneSettings(16, threads, handlerTime, 4, 0.5, 0.5, null), 10, HOLD);
    }

    @Test
    void refusesALaneWhoseLastJobExpiresBeforeAThreadReachesItAndShowsTheArithmetic() {
        assertThatThrownBy(() -> sizing(32, Duration.ofMillis(750)).check())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("10 job types × max-jobs-active 16 = 160 jobs on 32 threads make 5 rounds")
                .hasMessageContaining("the last job begins after 4 × 750 ms = 3000 ms, but")
                .hasMessageContaining("again after 3000 ms")
                .hasMessageContaining("Raise backstitch.lanes.automation.threads");
    }

    @Test
    void takesALaneWhoseLastJobIsReachedInTime() {
        assertThatCode(() -> sizing(32, Duration.ofMillis(749)).check()).doesNotThrowAnyException();
    }

    @Test
    void takesSlowHandlersWhereEveryJobHasAThread() {
        assertThatCode(() -> sizing(160, Duration.ofMinutes(5)).check()).doesNotThrowAnyException();
    }

    @Test
    void knowsWhenHandlersHaveBecomeTooSlowForTheSizing() {
        HandlerTime time = new HandlerTime();
        time.add(Duration.ofMillis(100));
        assertThat(sizing(32, Duration.ofMillis(500)).fits(time.lately())).isTrue();

        for (int i = 0; i < 200; i++) {
            time.add(Duration.ofSeconds(1));
        }

        assertThat(sizing(32, Duration.ofMillis(500)).fits(time.lately())).isFalse();
    }
}
