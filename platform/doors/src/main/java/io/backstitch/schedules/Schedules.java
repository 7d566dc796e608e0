package io.backstitch.schedules;

import io.backstitch.intake.EventTypes;
import io.backstitch.intake.Intake;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts what is planned, each time once whichever instances there are: a time's turn and its run are stored in one transaction. A time at
 * which no instance was there is missed, on record, and made up for as its plan says; an edited plan begins when it is first seen. The engine's own timer start events are not used: they
 * know no idempotency key and no business id, and what they missed nobody knows.
 *
 * <p>Metric {@code backstitch.schedules}: planned times, by {@code schedule} and {@code outcome} (started, made-up, skipped).
 */
@Component
class Schedules {

    private static final Logger log = LoggerFactory.getLogger(Schedules.class);

    /** Why a planned time has no run, or had it late. */
    enum Reason {
        NOBODY_THERE("nobody was there"),
        DOES_NOT_EXIST("the clock jumps over it, and the plan leaves it out"),
        PLAN_CHANGED("nobody was there, and the plan was changed since");

        private final String why;

        Reason(String why) {
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    private final ScheduleSettings settings;
    private final List<Schedule> schedules;
    private final EventTypes types;
    private final Intake intake;
    private final PlannedTimes plans;
    private final TransactionTemplate transaction;
    private final MeterRegistry metrics;
    private final Clock clock;

    Schedules(
            ScheduleSettings settings,
            EventTypes types,
            Intake intake,
            PlannedTimes plans,
            TransactionTemplate transaction,
            JsonMapper json,
            MeterRegistry metrics,
            Clock clock) {
        this.settings = settings;
        this.types = types;
        this.intake = intake;
        this.plans = plans;
        this.transaction = transaction;
        this.metrics = metrics;
        this.clock = clock;
        this.schedules = settings.plans().entrySet().stream()
                .map(plan -> Schedule.of(plan.getKey(), plan.getValue(), types, json, clock.instant()))
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

    /** Another instance that is at it has the row. */
    private void startDue(Schedule schedule, Instant now) {
        plans.begin(schedule, now);
        plans.lock(schedule, now)
                .ifPresent(until -> startThose(schedule, schedule.times().between(until, now), now));
        plans.ended(schedule, now).forEach(plan -> end(schedule, plan, now));
    }

    private void startThose(Schedule schedule, List<LocalTimes.Planned> planned, Instant now) {
        if (planned.isEmpty()) {
            return;
        }
        Instant newest = planned.getLast().at();
        Instant last = planned.stream()
                .filter(LocalTimes.Planned::comes)
                .map(LocalTimes.Planned::at)
                .reduce(Instant.MIN, (older, newer) -> newer);
        for (LocalTimes.Planned time : planned) {
            if (!time.comes()) {
                leaveOut(schedule, time.at(), Reason.DOES_NOT_EXIST, now);
            } else if (time.at().isBefore(now.minus(settings.late()))) {
                missed(schedule, time.at(), isMadeUp(schedule, time.at(), last), now);
            } else {
                start(schedule, time.at(), "started");
            }
        }
        plans.hadTurns(schedule, newest);
    }

    /** What it had planned, and nobody started, before the plan took its place: on record, and not made up for. */
    private void end(Schedule schedule, PlannedTimes.Ended plan, Instant now) {
        plan.times().between(plan.until(), plan.end()).stream()
                .filter(LocalTimes.Planned::comes)
                .forEach(time -> leaveOut(schedule, time.at(), Reason.PLAN_CHANGED, now));
    }

    private void leaveOut(Schedule schedule, Instant planned, Reason reason, Instant now) {
        if (plans.misfire(schedule, planned, reason, false, now)) {
            log.warn("Schedule {} has no run for {}: {}", schedule.name(), planned, reason.why());
            count(schedule, "skipped");
        }
    }

    private static boolean isMadeUp(Schedule schedule, Instant time, Instant newest) {
        return switch (schedule.missed()) {
            case SKIP -> false;
            case LAST -> time.equals(newest);
            case ALL -> true;
        };
    }

    private void missed(Schedule schedule, Instant planned, boolean madeUp, Instant now) {
        plans.misfire(schedule, planned, Reason.NOBODY_THERE, madeUp, now);
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
