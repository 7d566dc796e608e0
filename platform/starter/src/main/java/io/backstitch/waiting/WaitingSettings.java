package io.backstitch.waiting;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a run counts as stuck. One is told of at the latest after {@code patience} and three looks.
 *
 * @param look how often one instance of the application looks for all
 * @param patience how long a run may wait for nothing, or its job for a worker
 * @param overtaken how long a job may wait while workers take others of its type that came later
 */
@ConfigurationProperties("backstitch.waiting")
record WaitingSettings(
        @DefaultValue("8s") Duration look,
        @DefaultValue("30s") Duration patience,
        @DefaultValue("10m") Duration overtaken) {

    WaitingSettings {
        if (look.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("backstitch.waiting.look is %s: at least 100ms".formatted(look));
        }
        if (patience.compareTo(look) < 0 || overtaken.compareTo(patience) < 0) {
            throw new IllegalArgumentException(
                    "backstitch.waiting.patience (%s) must not be shorter than look (%s), nor longer than overtaken (%s)"
                            .formatted(patience, look, overtaken));
        }
    }
}
