package io.backstitch.schedules;

import io.backstitch.intake.EventTypes;
import io.backstitch.intake.Intake;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts what is planned, each time once whichever instances there are: a time's turn and its run are stored in one transaction. A time at
 * which no instance was there is missed, on record, and made up for as its plan says. The engine's own timer start events are not used: they
 * know no idempotency key and no business id, and what they missed nobody knows.
 *
 * <p>Metric {@code backstitch.schedules}: planned times, by {@code schedule} and {@code outcome} (started, made-up, skipped).
 */
@Component
class Schedules {

    private static final Logger log = LoggerFactory.getLogger(Schedules.class);

    private final ScheduleSettings settings;
    private final List<Schedule> schedules;
    private final EventTypes types;
    private final Intake intake;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MeterRegistry metrics;
    private final Clock clock;

    Schedules(
            ScheduleSettings settings,
            EventTypes types,
            Intake intake,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            JsonMapper json,
            MeterRegistry metrics,
            Clock clock) {
        this.settings = settings;
        this.types = types;
        this.intake = intake;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.metrics = metrics;
        this.clock = clock;
        this.schedules = settings.plans().entrySet().stream()
                .map(plan -> Schedule.of(plan.getKey(), plan.getValue(), types, json))
                .toList();
    }

    @Scheduled(fixedDelay = 1000)
    void startWhatIsDue() {
        for (Schedule schedule : schedules) {
            try {
                transaction.executeWithoutResult(status -> startDue(schedule, clock.instant()));
            } catch (DataAccessException | TransactionException e) {
                log.warn("Schedule {} has its turn when the database is back: {}", schedule.name(), e.getMessage());
            }
        }
    }

    /** Another instance that is at it has the row; a plan that is new begins now. */
    private void startDue(Schedule schedule, Instant now) {
        jdbc.sql("INSERT INTO schedule (name, until) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(schedule.name(), Timestamp.from(now))
                .update();
        jdbc.sql("SELECT until FROM schedule WHERE name = ? FOR UPDATE SKIP LOCKED")
                .param(schedule.name())
                .query((row, number) -> row.getTimestamp("until").toInstant())
                .optional()
                .ifPresent(until -> startThose(schedule, schedule.between(until, now), now));
    }

    private void startThose(Schedule schedule, List<Instant> planned, Instant now) {
        if (planned.isEmpty()) {
            return;
        }
        Instant newest = planned.getLast();
        for (Instant time : planned) {
            if (time.isBefore(now.minus(settings.late()))) {
                missed(schedule, time, isMadeUp(schedule, time, newest), now);
            } else {
                start(schedule, time, "started");
            }
        }
        jdbc.sql("UPDATE schedule SET until = ? WHERE name = ?")
                .params(Timestamp.from(newest), schedule.name())
                .update();
    }

    private static boolean isMadeUp(Schedule schedule, Instant time, Instant newest) {
        return switch (schedule.missed()) {
            case SKIP -> false;
            case LAST -> time.equals(newest);
            case ALL -> true;
        };
    }

    private void missed(Schedule schedule, Instant planned, boolean madeUp, Instant now) {
        jdbc.sql("""
                        INSERT INTO schedule_misfire (schedule, planned_at, found_at, made_up) VALUES (?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """)
                .params(schedule.name(), Timestamp.from(planned), Timestamp.from(now), madeUp)
                .update();
        log.warn(
                "Schedule {} has missed {}: {}",
                schedule.name(),
                planned,
                madeUp ? "it is made up for now" : "no run is started for it");
        if (madeUp) {
            start(schedule, planned, "made-up");
        } else {
            count(schedule, "skipped");
        }
    }

    private void start(Schedule schedule, Instant planned, String outcome) {
        intake.accept(schedule.trigger(planned, types));
        count(schedule, outcome);
    }

    private void count(Schedule schedule, String outcome) {
        metrics.counter("backstitch.schedules", "schedule", schedule.name(), "outcome", outcome)
                .increment();
    }
}
