package io.backstitch.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LanesSettingsTest {

    private static LanesSettings settings(Map<String, ?> properties) {
        return LanesSettings.from(new Binder(new MapConfigurationPropertySource(properties)));
    }

    @Test
    void runsAllLanesUnlessSomeAreNamed() {
        Map<String, Integer> lanes =
                Map.of("backstitch.lanes.system.threads", 8, "backstitch.lanes.reports.threads", 2);

        assertThat(settings(lanes).run()).containsExactly("reports", "system");
        assertThat(settings(lanes).lanes())
                .extractingByKey("reports")
                .extracting(LaneSettings::threads)
                .isEqualTo(2);
    }

    @Test
    void runsTheLanesThatAreNamed() {
        LanesSettings settings = settings(Map.of(
                "backstitch.lanes.system.threads",
                8,
                "backstitch.lanes.reports.threads",
                2,
                "backstitch.lanes.run",
                "reports",
                "backstitch.lanes.drain",
                "5s"));

        assertThat(settings.run()).containsExactly("reports");
        assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void refusesALaneThatIsNotThere() {
        assertThatThrownBy(() ->
                        settings(Map.of("backstitch.lanes.system.threads", 8, "backstitch.lanes.run", "system,sistem")))
                .hasMessage("backstitch.lanes.run names the lane \"sistem\", which is not one of [system]");
    }

    @Test
    void refusesAShareThatIsNone() {
        assertThatThrownBy(() -> settings(Map.of("backstitch.lanes.system.tenant-share", 1.5)))
                .hasRootCauseMessage("tenant-share must be above 0 and at most 1, but is 1.5");
    }
}
