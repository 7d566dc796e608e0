package io.backstitch.lane;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of lanes, each with the tag {@code lane}.
 *
 * <ul>
 *   <li>{@code backstitch.lane.jobs}: jobs that are worked at ({@code state} working) or wait for a thread (waiting);
 *   <li>{@code backstitch.lane.jobs.limit}: the most that the engine hands out to this process;
 *   <li>{@code backstitch.lane.utilisation}: the part of the threads that works, 0 to 1;
 *   <li>{@code backstitch.lane.handler}: timer of the handlers;
 *   <li>{@code backstitch.lane.wait.longest}: seconds after which the last job of a full lane would begin, by the time that handlers
 *       took lately; must be less than {@code backstitch.lane.hold}, the seconds for which the engine hands a job out;
 *   <li>{@code backstitch.lane.went.back}: jobs that went back without being worked at, by {@code reason}: tenant-share,
 *       partner-rate, drain.
 * </ul>
 */
final class LaneMetrics {

    private static final String LANE = "lane";

    private LaneMetrics() {}

    static void publish(MeterRegistry metrics, Sizing sizing, Seats seats, HandlerTime handlerTime) {
        gauge("backstitch.lane.jobs", seats, Seats::taken, sizing)
                .tag("state", "working")
                .register(metrics);
        gauge("backstitch.lane.jobs", seats, Seats::waiting, sizing)
                .tag("state", "waiting")
                .register(metrics);
        gauge("backstitch.lane.utilisation", seats, Seats::utilisation, sizing).register(metrics);
        gauge("backstitch.lane.jobs.limit", sizing, Sizing::jobLimit, sizing).register(metrics);
        gauge("backstitch.lane.wait.longest", handlerTime, time -> seconds(sizing.longestWait(time.lately())), sizing)
                .register(metrics);
        gauge("backstitch.lane.hold", sizing, it -> seconds(it.hold()), sizing).register(metrics);
    }

    private static <T> Gauge.Builder<T> gauge(String name, T of, ToDoubleFunction<T> value, Sizing sizing) {
        return Gauge.builder(name, of, value).strongReference(true).tag(LANE, sizing.lane());
    }

    static void handled(MeterRegistry metrics, String lane, Duration time) {
        metrics.timer("backstitch.lane.handler", LANE, lane).record(time);
    }

    static void wentBack(MeterRegistry metrics, String lane, String reason) {
        metrics.counter("backstitch.lane.went.back", LANE, lane, "reason", reason)
                .increment();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
