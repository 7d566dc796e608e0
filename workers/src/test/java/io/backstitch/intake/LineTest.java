package io.backstitch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.value.Rate;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each process stands in one line. */
class LineTest {

    private static final Line AUTOMATION = new Line("automation", Set.of("agent"), false, Rate.valueOf("2/s"));
    private static final Line REST = new Line("system", Set.of("agent"), true, null);

    @Test
    void hasItsProcessesAndThatOfTheRestAllOthers() {
        assertThat(AUTOMATION.has("agent")).isTrue();
        assertThat(AUTOMATION.has("expense")).isFalse();
        assertThat(REST.has("agent")).isFalse();
        assertThat(REST.has("expense")).isTrue();
    }

    @Test
    void knowsHowManyHaveStartedWhenAWhileIsOver() {
        assertThat(AUTOMATION.started(50, Duration.ofSeconds(15))).isEqualTo(30);
        assertThat(AUTOMATION.started(20, Duration.ofSeconds(15))).isEqualTo(20);
        assertThat(AUTOMATION.started(50, Duration.ofMillis(1))).isEqualTo(1);
        assertThat(REST.started(50, Duration.ofMillis(1))).isEqualTo(50);
    }
}
