package io.backstitch.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {

    private static final Duration SECONDS = Duration.ofSeconds(5);

    @Test
    void tellsTheDatabaseHowLongAStatementMayTake() {
        assertThat(new DatabaseSettings(SECONDS, 4, SECONDS).connectionOptions())
                .isEqualTo("-c statement_timeout=5000");
    }

    @Test
    void refusesWhatCannotWorkAndNamesIt() {
        assertThatThrownBy(() -> new DatabaseSettings(Duration.ZERO, 4, SECONDS))
                .hasMessageContaining("statement-timeout");
        assertThatThrownBy(() -> new DatabaseSettings(SECONDS, 0, SECONDS)).hasMessageContaining("list-connections");
        assertThatThrownBy(() -> new DatabaseSettings(SECONDS, 4, Duration.ZERO))
                .hasMessageContaining("list-patience");
    }
}
