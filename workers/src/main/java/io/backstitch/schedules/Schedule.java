package io.backstitch.schedules;

import io.backstitch.intake.BadEvent;
import io.backstitch.intake.EventType;
import io.backstitch.intake.EventTypes;
import io.backstitch.intake.Trigger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A plan that is whole.
 *
 * @param request that is right for the event
 */
record Schedule(
        String name,
        EventType<?> event,
        CronExpression cron,
        ZoneId zone,
        ScheduleSettings.Missed missed,
        JsonNode request) {

    /** More than that between two looks are a plan that nobody means. */
    private static final int MOST = 10_000;

    /** @throws IllegalArgumentException when it is not whole, with what to do */
    static Schedule of(String name, ScheduleSettings.Plan plan, EventTypes types, JsonMapper json) {
        String cron = plan.cron();
        String event = plan.event();
        if (cron == null || !CronExpression.isValidExpression(cron)) {
            throw wrong(name, "cron", "must be a cron expression of six fields, such as 0 0 6 * * MON-FRI");
        }
        EventType<?> type = event == null ? null : types.find(event).orElse(null);
        if (type == null) {
            throw wrong(name, "event", "must be one of " + types.names());
        }
        try {
            JsonNode request = json.readTree(plan.request());
            types.check(type, request);
            return new Schedule(name, type, CronExpression.parse(cron), ZoneId.of(plan.zone()), plan.missed(), request);
        } catch (JacksonException e) {
            throw wrong(name, "request", "must be JSON: " + e.getOriginalMessage());
        } catch (BadEvent e) {
            throw wrong(name, "request", "is not what " + event + " takes: " + e.fields());
        } catch (DateTimeException e) {
            throw wrong(name, "zone", "must be a time zone such as Europe/Berlin");
        }
    }

    private static IllegalArgumentException wrong(String name, String key, String what) {
        return new IllegalArgumentException("backstitch.schedules.plans.%s.%s %s".formatted(name, key, what));
    }

    /** The planned times after the one and up to the other, oldest first. */
    List<Instant> between(Instant after, Instant upTo) {
        List<Instant> times = new ArrayList<>();
        @Nullable ZonedDateTime next = cron.next(after.atZone(zone));
        while (next != null && !next.toInstant().isAfter(upTo) && times.size() < MOST) {
            times.add(next.toInstant());
            next = cron.next(next);
        }
        return times;
    }

    /** What a planned time starts: one time is one run, for ever. */
    Trigger trigger(Instant planned, EventTypes types) {
        return types.trigger(event, request, "schedule/" + name, planned.toString());
    }
}
