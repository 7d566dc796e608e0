package io.backstitch.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.web.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlinesTest {

    private final Deadlines closed = new Deadlines(false, Duration.ofMinutes(1), Duration.ofDays(90));
    private final Deadlines open = new Deadlines(true, Duration.ofMinutes(1), Duration.ofDays(90));

    @Test
    void howLongPeopleHaveIsNotTheRequestersToSay() {
        assertThat(closed.asked("expireAfter", null)).isNull();
        assertThatThrownBy(() -> closed.asked("expireAfter", Duration.ofHours(1)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("expireAfter cannot be set here");
        assertThat(closed.believed("PT1H")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.05S", "-PT5S", "PT0S", "PT59.999S", "P91D"})
    void whoMaySayItSaysItWithinBounds(String time) {
        assertThatThrownBy(() -> open.asked("remindAfter", Duration.parse(time)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("remindAfter must be from PT1M to PT2160H");
        assertThat(open.believed(time)).isNull();
    }

    @Test
    void whatIsNoTimeIsNotBelieved() {
        assertThat(open.believed("soon")).isNull();
        assertThat(open.believed("PT1M")).isEqualTo("PT1M");
        assertThat(open.asked("remindAfter", Duration.ofDays(90))).isEqualTo("PT2160H");
    }
}
