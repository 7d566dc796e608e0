package io.backstitch.waiting;

import io.backstitch.job.Lanes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many jobs wait for a worker: what an autoscaler and an alert go by. Counted by one instance for all and shown by each, so that the
 * largest of them is the figure, not their sum. Metrics, by {@code job.type} and {@code lane} (none: no worker of this application takes it):
 *
 * <ul>
 *   <li>{@code backstitch.jobs.waiting}: jobs that no worker has taken, or for less than a second
 *   <li>{@code backstitch.jobs.oldest}, seconds: how long the oldest of them has waited; 0 when there is none
 *   <li>{@code backstitch.jobs.in.hand}: jobs that live instances of the application have worked at for more than a moment
 * </ul>
 */
@Component
class JobQueues {

    private final JdbcClient jdbc;
    private final ObjectProvider<Lanes> lanes;
    private final Clock clock;
    private final MultiGauge waiting;
    private final MultiGauge oldest;
    private final MultiGauge inHand;

    JobQueues(JdbcClient jdbc, MeterRegistry metrics, ObjectProvider<Lanes> lanes, Clock clock) {
        this.jdbc = jdbc;
        this.lanes = lanes;
        this.clock = clock;
        this.waiting = MultiGauge.builder("backstitch.jobs.waiting").register(metrics);
        this.oldest =
                MultiGauge.builder("backstitch.jobs.oldest").baseUnit("seconds").register(metrics);
        this.inHand = MultiGauge.builder("backstitch.jobs.in.hand").register(metrics);
    }

    private record Queue(
            String jobType, int waiting, @Nullable Timestamp oldest, int inHand) {}

    /** Whether the engine's records have ever told of a job. */
    boolean isAny() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM job_queue)")
                .query(Boolean.class)
                .single();
    }

    /** Counts them for all instances. */
    void count() {
        jdbc.sql("""
                        WITH waiting AS (SELECT name, count(*) AS jobs, min(since) AS oldest FROM engine_wait
                                         WHERE kind = 'JOB' AND ready AND until IS NULL GROUP BY name),
                             held AS (SELECT name, count(*) AS jobs
                                      FROM (SELECT unnest(jobs) AS job FROM instance WHERE alive_until > clock_timestamp()) AS in_hand
                                      JOIN engine_wait ON wait_key = job GROUP BY name)
                        UPDATE job_queue SET waiting = coalesce(now.waiting, 0), oldest = now.oldest, in_hand = coalesce(now.held, 0)
                        FROM (SELECT job_type, waiting.jobs AS waiting, waiting.oldest, held.jobs AS held FROM job_queue
                              LEFT JOIN waiting ON waiting.name = job_type LEFT JOIN held ON held.name = job_type) AS now
                        WHERE job_queue.job_type = now.job_type
                        AND (job_queue.waiting, job_queue.oldest, job_queue.in_hand)
                            IS DISTINCT FROM (coalesce(now.waiting, 0)::integer, now.oldest, coalesce(now.held, 0)::integer)
                        """).update();
    }

    void show() {
        List<Queue> queues = jdbc.sql("SELECT job_type, waiting, oldest, in_hand FROM job_queue")
                .query((row, number) -> new Queue(
                        row.getString("job_type"),
                        row.getInt("waiting"),
                        row.getTimestamp("oldest"),
                        row.getInt("in_hand")))
                .list();
        waiting.register(rows(queues, queue -> queue.waiting()), true);
        oldest.register(rows(queues, this::age), true);
        inHand.register(rows(queues, queue -> queue.inHand()), true);
    }

    private List<MultiGauge.Row<?>> rows(List<Queue> queues, ToDoubleFunction<Queue> figure) {
        return queues.stream()
                .<MultiGauge.Row<?>>map(queue -> MultiGauge.Row.of(tags(queue), figure.applyAsDouble(queue)))
                .toList();
    }

    private Tags tags(Queue queue) {
        String lane = lanes.stream()
                .flatMap(it -> it.of(queue.jobType()).stream())
                .findFirst()
                .orElse("none");
        return Tags.of("job.type", queue.jobType(), "lane", lane);
    }

    private double age(Queue queue) {
        Timestamp since = queue.oldest();
        return since == null
                ? 0
                : Math.max(
                        0, Duration.between(since.toInstant(), clock.instant()).toSeconds());
    }
}
