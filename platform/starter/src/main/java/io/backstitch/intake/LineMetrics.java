package io.backstitch.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How many runs wait to be started: what came faster than the start-rate of its lane, or while the engine was away. The same on each
 * instance. Metrics, by {@code lane}:
 *
 * <ul>
 *   <li>{@code backstitch.starts.waiting}: runs that were accepted and not handed to the engine yet
 *   <li>{@code backstitch.starts.oldest}, seconds: how long the oldest of them has waited; 0 when there is none
 * </ul>
 */
@Component
class LineMetrics {

    private static final Logger log = LoggerFactory.getLogger(LineMetrics.class);

    private final JdbcClient jdbc;
    private final Lines lines;
    private final Clock clock;
    private final MultiGauge waiting;
    private final MultiGauge oldest;

    LineMetrics(JdbcClient jdbc, Lines lines, MeterRegistry metrics, Clock clock) {
        this.jdbc = jdbc;
        this.lines = lines;
        this.clock = clock;
        this.waiting = MultiGauge.builder("backstitch.starts.waiting").register(metrics);
        this.oldest = MultiGauge.builder("backstitch.starts.oldest")
                .baseUnit("seconds")
                .register(metrics);
    }

    private record Waiting(String lane, long runs, @Nullable Timestamp oldest) {}

    @Scheduled(fixedDelayString = "${backstitch.waiting.look}")
    void look() {
        try {
            List<Waiting> now = lines.all().stream().map(this::count).toList();
            waiting.register(rows(now, Waiting::runs), true);
            oldest.register(rows(now, this::age), true);
        } catch (DataAccessException e) {
            log.debug("How many runs wait to be started is not known", e);
        }
    }

    private Waiting count(Line line) {
        return jdbc.sql("SELECT count(*) AS runs, min(accepted_at) AS oldest FROM run"
                        + " WHERE relayed_at IS NULL AND dead_at IS NULL AND " + Line.sqlHas("process"))
                .params(line.names(), line.isRest())
                .query((row, number) -> new Waiting(line.lane(), row.getLong("runs"), row.getTimestamp("oldest")))
                .single();
    }

    private static List<MultiGauge.Row<?>> rows(List<Waiting> lines, ToDoubleFunction<Waiting> figure) {
        return lines.stream()
                .<MultiGauge.Row<?>>map(it -> MultiGauge.Row.of(Tags.of("lane", it.lane()), figure.applyAsDouble(it)))
                .toList();
    }

    private double age(Waiting line) {
        Timestamp since = line.oldest();
        return since == null
                ? 0
                : Math.max(
                        0, Duration.between(since.toInstant(), clock.instant()).toSeconds());
    }
}
