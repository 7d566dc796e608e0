package io.backstitch.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class RecordsHealthTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Instant now = Instant.EPOCH;
    private Optional<RecordsRead.Progress> progress = Optional.empty();
    private final RecordsHealth health = new RecordsHealth(() -> progress, metrics, () -> now);

    @Test
    void isDownWhenNobodyReadsOnAlthoughThereIsSomething() {
        lookAt(7, 9);
        pass(Duration.ofMinutes(4));
        lookAt(7, 12);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);

        pass(Duration.ofMillis(1));
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(unread()).isEqualTo(5);

        lookAt(8, 12);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isUpWhenThereIsNothingToRead() {
        lookAt(9, 9);
        pass(Duration.ofDays(1));
        lookAt(9, 9);

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void judgesNobodyByWhatIsNotKnown() {
        lookAt(7, 9);
        pass(Duration.ofMinutes(3));
        progress = Optional.empty();
        health.look();
        assertThat(unread()).isNaN();
        pass(Duration.ofMinutes(3));
        lookAt(7, 9);

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    private void lookAt(long read, long all) {
        progress = Optional.of(new RecordsRead.Progress(read, all));
        health.look();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private double unread() {
        return metrics.get("backstitch.records.unread").gauge().value();
    }
}
