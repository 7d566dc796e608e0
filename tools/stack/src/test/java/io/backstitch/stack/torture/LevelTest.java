package io.backstitch.stack.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LevelTest {
    @Test
    void followsTheBordersOfTheTable() {
        assertThat(List.of(50_000L, 50_001L, 500_000L, 500_001L))
                .map(Level::of)
                .containsExactly(Level.SMALL, Level.MEDIUM, Level.MEDIUM, Level.LARGE);
    }

    @Test
    void wantsTheRequestersOwnManager() {
        assertThat(Level.SMALL.isAgreed("employee", List.of("manager"))).isTrue();
        assertThat(Level.SMALL.isAgreed("employee", List.of("manager2"))).isFalse();
        assertThat(Level.SMALL.isAgreed("manager", List.of("director"))).isTrue();
    }

    @Test
    void wantsTheManagerAndSomebodyElseOfFinance() {
        assertThat(Level.MEDIUM.isAgreed("employee", List.of("finance2", "manager")))
                .isTrue();
        assertThat(Level.MEDIUM.isAgreed("employee", List.of("finance", "finance2")))
                .isFalse();
        assertThat(Level.MEDIUM.isAgreed("finance", List.of("director", "finance")))
                .isFalse();
    }

    @Test
    void wantsTwoDirectorsAndNeverTheRequester() {
        assertThat(Level.LARGE.isAgreed("employee", List.of("director3", "director")))
                .isTrue();
        assertThat(Level.LARGE.isAgreed("employee", List.of("director"))).isFalse();
        assertThat(Level.LARGE.isAgreed("director", List.of("director", "director2")))
                .isFalse();
    }

    @Test
    void endsWithOneRejectionWhereAllMustAgree() {
        assertThat(Level.MEDIUM.isRejected("employee", 1)).isTrue();
        assertThat(Level.LARGE.isRejected("employee", 1)).isFalse();
        assertThat(Level.LARGE.isRejected("employee", 2)).isTrue();
    }
}
