package io.backstitch.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetentionSettingsTest {

    private static final Path DIRECTORY = Path.of("archives");
    private static final Duration MONTH = Duration.ofDays(30);

    @Test
    void keepsAllForEverUnlessTold() {
        RetentionSettings settings = settings(null, null, Map.of(), List.of());

        assertThat(settings.isOn()).isFalse();
        assertThat(settings.keep("onboarding")).isEmpty();
    }

    @Test
    void keepsSomeProcessesOtherwise() {
        RetentionSettings settings =
                settings(DIRECTORY, MONTH, Map.of("expense", Duration.ofDays(3650)), List.of("onboarding"));

        assertThat(settings.keep("workspace")).contains(MONTH);
        assertThat(settings.keep("expense")).contains(Duration.ofDays(3650));
        assertThat(settings.keep("onboarding")).isEmpty();
    }

    @Test
    void refusesToDeleteWithoutAnArchive() {
        assertThatThrownBy(() -> settings(null, MONTH, Map.of(), List.of()))
                .hasMessageContaining("backstitch.retention.directory is missing");
    }

    @Test
    void refusesATimeInWhichMuchIsUnderWayYet() {
        assertThatThrownBy(() -> settings(DIRECTORY, Duration.ofMinutes(5), Map.of(), List.of()))
                .hasMessageContaining("backstitch.retention.keep is PT5M");
        assertThatThrownBy(() -> settings(DIRECTORY, null, Map.of("expense", Duration.ZERO), List.of()))
                .hasMessageContaining("backstitch.retention.processes.expense is PT0S");
    }

    private static RetentionSettings settings(
            @Nullable Path directory, @Nullable Duration keep, Map<String, Duration> processes, List<String> forEver) {
        return new RetentionSettings(
                directory, keep, processes, forEver, null, null, Duration.ofMinutes(1), 200, Duration.ZERO);
    }
}
