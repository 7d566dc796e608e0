package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NotYetsTest {

    private static final long JOB = 7;
    private static final Duration SOON = Duration.ofMillis(100);

    private Instant now = Instant.EPOCH;
    private final NotYets waits = new NotYets(() -> now);

    @Test
    void looksLessAndLessOften() {
        assertThat(pauses(12)).startsWith(100L, 200L, 400L).endsWith(30_000L, 30_000L);
    }

    @Test
    void beginsAnewWithAnotherJobAndAfterItIsOver() {
        pauses(5);
        assertThat(waits.next(8, hour())).isEqualTo(new NotYets.Next.Again(SOON));

        waits.over(JOB);
        assertThat(waits.next(JOB, hour())).isEqualTo(new NotYets.Next.Again(SOON));
    }

    @Test
    void waitsInVainWhenItsPatienceIsOver() {
        waits.next(JOB, hour());
        now = now.plus(Duration.ofHours(1));
        assertThat(waits.next(JOB, hour())).isInstanceOf(NotYets.Next.Again.class);

        now = now.plusMillis(1);
        assertThat(waits.next(JOB, hour())).isEqualTo(new NotYets.Next.InVain(Instant.EPOCH));
    }

    @Test
    void doesNotLoseItsPatienceWhileWhatItWaitsForIsAway() {
        waits.next(JOB, hour());
        now = now.plus(Duration.ofMinutes(59));
        waits.next(JOB, new NotYet("Kafka", SOON));
        now = now.plus(Duration.ofMinutes(59));

        assertThat(waits.next(JOB, hour())).isInstanceOf(NotYets.Next.Again.class);
    }

    private long[] pauses(int times) {
        long[] pauses = new long[times];
        for (int i = 0; i < times; i++) {
            pauses[i] = ((NotYets.Next.Again) waits.next(JOB, hour())).pause().toMillis();
        }
        return pauses;
    }

    private static NotYet hour() {
        return new NotYet("a record", SOON, Duration.ofHours(1));
    }
}
