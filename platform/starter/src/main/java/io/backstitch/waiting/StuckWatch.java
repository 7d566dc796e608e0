package io.backstitch.waiting;

import io.backstitch.messaging.DomainEvent;
import io.backstitch.messaging.DomainEvents;
import io.backstitch.messaging.RecordsRead;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks every few seconds for runs that are stuck, one instance of the application for all, and tells each once: an ERROR in the log, an
 * event, and the metric {@code backstitch.runs.stuck} (how many there are, the same on each instance). One that moves again is told, too.
 *
 * <p>Nobody is judged by what is not known: while the engine is away, Kafka is away, its records are not read yet or none has ever told
 * of a job, all stays as it was; and for a while after the engine has come, or this instance has started, workers may still be on their
 * way. A process that is cut off from its database looks no more; another takes its place after half a minute.
 */
@Component
class StuckWatch implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(StuckWatch.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int LINES = 100;

    private static final List<Suspect.Kind> BY_RECORDS = Arrays.stream(Suspect.Kind.values())
            .filter(kind -> kind != Suspect.Kind.NOT_RELAYED)
            .toList();

    private final String id = UUID.randomUUID().toString();
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final EnginePresence engine;
    private final RecordsRead records;
    private final Suspects suspects;
    private final StuckRuns stuckRuns;
    private final JobQueues queues;
    private final DomainEvents events;
    private final WaitingSettings settings;
    private final Clock clock;
    private final AtomicLong stuck = new AtomicLong();
    private @Nullable Instant engineThereSince;
    private boolean databaseAway;

    StuckWatch(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            EnginePresence engine,
            RecordsRead records,
            Suspects suspects,
            StuckRuns stuckRuns,
            JobQueues queues,
            DomainEvents events,
            MeterRegistry metrics,
            WaitingSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.engine = engine;
        this.records = records;
        this.suspects = suspects;
        this.stuckRuns = stuckRuns;
        this.queues = queues;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
        Gauge.builder("backstitch.runs.stuck", stuck, AtomicLong::get)
                .description("Runs that make no progress and wait for nothing")
                .register(metrics);
    }

    @Scheduled(fixedDelayString = "${backstitch.waiting.look}")
    void look() {
        try {
            if (isWatcher()) {
                lookForAll();
            }
            stuck.set(stuckRuns.count());
            queues.show();
            databaseAway = false;
        } catch (DataAccessException | TransactionException e) {
            if (!databaseAway) {
                log.warn("Whether runs are stuck is not known until the database is back: {}", e.getMessage());
            }
            databaseAway = true;
        }
    }

    /** The one that looks stays the one, so that it knows what it saw before. */
    private boolean isWatcher() {
        return jdbc.sql("""
                        UPDATE stuck_watch SET watcher = :id, until = clock_timestamp() + :lease * interval '1 millisecond'
                        WHERE watcher = :id OR until < clock_timestamp()
                        """).param("id", id).param("lease", LEASE.toMillis()).update() == 1;
    }

    /** Another takes over at once. */
    @Override
    public void destroy() {
        try {
            jdbc.sql("UPDATE stuck_watch SET until = clock_timestamp() WHERE watcher = ?")
                    .param(id)
                    .update();
        } catch (DataAccessException e) {
            log.debug("Another instance looks for stuck runs in {}", LEASE, e);
        }
    }

    private void lookForAll() {
        Instant now = clock.instant();
        Optional<Instant> read = records.upTo(now);
        boolean settled = isEngineSettled(now);
        transaction.executeWithoutResult(status -> {
            if (isWatcher()) {
                queues.count();
                List<Suspect> found = new ArrayList<>();
                List<Suspect.Kind> judged = new ArrayList<>();
                if (settled) {
                    found.addAll(suspects.notRelayed(now));
                    judged.add(Suspect.Kind.NOT_RELAYED);
                }
                if (settled && read.isPresent() && queues.isAny()) {
                    found.addAll(suspects.byRecords(read.get()));
                    judged.addAll(BY_RECORDS);
                }
                if (!judged.isEmpty()) {
                    judge(found, judged, now);
                }
            }
        });
    }

    private boolean isEngineSettled(Instant now) {
        if (!engine.isThere()) {
            engineThereSince = null;
            return false;
        }
        Instant since = engineThereSince;
        if (since == null) {
            engineThereSince = now;
            return false;
        }
        return Duration.between(since, now).compareTo(settings.patience()) >= 0;
    }

    private void judge(List<Suspect> found, List<Suspect.Kind> judged, Instant now) {
        List<StuckRun> moving = stuckRuns.replace(found, judged, now);
        List<StuckRun> told = stuckRuns.tell(now, now.minus(settings.patience()));
        events.publish(
                told.stream().map(run -> event(DomainEvent.RUN_STUCK, run, now)).toList());
        events.publish(moving.stream()
                .map(run -> event(DomainEvent.RUN_MOVES, run, now))
                .toList());
        told.stream().limit(LINES).forEach(this::logStuck);
        if (told.size() > LINES) {
            log.error(
                    "{} more runs are stuck: backstitch runs --stuck. None of them goes on by itself",
                    told.size() - LINES);
        }
        moving.forEach(run -> log.info("Run {} of process {} is no longer stuck", run.run(), run.process()));
    }

    private void logStuck(StuckRun run) {
        log.error(
                "Run {} of process {} is stuck: {}. It does not go on by itself: {}",
                run.run(),
                run.process(),
                run.sentence(clock),
                Suspect.Kind.valueOf(run.kind()).advice());
    }

    /** The data of {@link DomainEvent#RUN_STUCK} and {@link DomainEvent#RUN_MOVES}. */
    private record Told(String process, String run, String kind, String reason, Instant since) {}

    private DomainEvent event(String type, StuckRun run, Instant now) {
        return new DomainEvent(
                type, run.run(), now, new Told(run.process(), run.run(), run.kind(), run.sentence(clock), run.since()));
    }
}
