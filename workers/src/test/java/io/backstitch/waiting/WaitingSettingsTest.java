package io.backstitch.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.AllSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitingSettingsTest {
    /** The promise is about the looks, and not about how busy a machine is: so it is asked of the settings of production. */
    @Test
    void aStuckRunIsToldOfWithinAMinute() {
        WaitingSettings production = AllSettings.bind("backstitch.waiting", WaitingSettings.class);

        assertThat(production.patience().plus(production.look().multipliedBy(3)))
                .isLessThan(Duration.ofMinutes(1));
    }
}
