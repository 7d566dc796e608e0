package io.backstitch.retention;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * What can be seen of retention, on the instance that does it:
 *
 * <ul>
 *   <li>{@code backstitch.retention.archived}: runs, by {@code process}
 *   <li>{@code backstitch.retention.deleted}: rows, by {@code process}
 *   <li>{@code backstitch.retention.waiting}: runs whose time is over, and that stay since they owe something, as of the last look, by {@code
 * process} and {@code owes}
 *   <li>{@code backstitch.retention.oldest}: since when the one of these has ended that has waited longest, in seconds, by {@code process}
 *   <li>{@code backstitch.retention.aside}: runs that could not be archived. Must be 0
 * </ul>
 */
@Component
class RetentionMetrics {

    private final MeterRegistry registry;
    private final Clock clock;
    private final MultiGauge waiting;
    private final MultiGauge oldest;
    private final Map<String, Waiting> seen = new ConcurrentHashMap<>();
    private final AtomicInteger aside = new AtomicInteger();

    RetentionMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.waiting = MultiGauge.builder("backstitch.retention.waiting").register(registry);
        this.oldest = MultiGauge.builder("backstitch.retention.oldest")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("backstitch.retention.aside", aside, AtomicInteger::get)
                .description("Runs that could not be archived")
                .register(registry);
    }

    void archived(String process, Archivist.Done done) {
        registry.counter("backstitch.retention.archived", "process", process).increment(done.runs());
        registry.counter("backstitch.retention.deleted", "process", process).increment(done.rows());
    }

    void waiting(String process, Waiting found) {
        seen.put(process, found);
        waiting.register(
                seen.entrySet().stream()
                        .flatMap(it -> it.getValue().reasons().entrySet().stream()
                                .map(reason -> MultiGauge.Row.of(
                                        Tags.of("process", it.getKey(), "owes", reason.getKey()), reason.getValue())))
                        .toList(),
                true);
        oldest.register(seen.entrySet().stream().flatMap(it -> age(it).stream()).toList(), true);
    }

    private List<MultiGauge.Row<?>> age(Map.Entry<String, Waiting> process) {
        return process.getValue().oldest().stream()
                .<MultiGauge.Row<?>>map(
                        since -> MultiGauge.Row.of(Tags.of("process", process.getKey()), since, this::secondsSince))
                .toList();
    }

    private double secondsSince(Instant since) {
        return Duration.between(since, clock.instant()).toSeconds();
    }

    void aside(int count) {
        aside.set(count);
    }
}
