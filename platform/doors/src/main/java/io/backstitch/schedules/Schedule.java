package io.backstitch.schedules;

import io.backstitch.intake.BadEvent;
import io.backstitch.intake.Door;
import io.backstitch.intake.EventType;
import io.backstitch.intake.EventTypes;
import io.backstitch.intake.Trigger;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A plan that is whole.
 *
 * @param request that is right for the event
 */
record Schedule(String name, EventType<?> event, LocalTimes times, ScheduleSettings.Missed missed, JsonNode request) {

    /** @throws IllegalArgumentException when it is not whole, or never comes, with what to do */
    static Schedule of(String name, ScheduleSettings.Plan plan, EventTypes types, JsonMapper json, Instant now) {
        String event = plan.event();
        LocalTimes times = times(name, plan);
        if (!times.comesAfter(now)) {
            throw wrong(name, "cron %s never comes: there is no such day".formatted(plan.cron()));
        }
        EventType<?> type =
                event == null ? null : types.find(event, Door.SCHEDULE).orElse(null);
        if (type == null) {
            throw wrong(name, "event " + types.refusal(event, Door.SCHEDULE));
        }
        try {
            JsonNode request = json.readTree(plan.request());
            types.check(type, request);
            return new Schedule(name, type, times, plan.missed(), request);
        } catch (JacksonException e) {
            throw wrong(name, "request must be JSON: " + e.getOriginalMessage());
        } catch (BadEvent e) {
            throw wrong(name, "request is not what " + event + " takes: " + e.fields());
        }
    }

    private static LocalTimes times(String name, ScheduleSettings.Plan plan) {
        try {
            return LocalTimes.of(Objects.requireNonNullElse(plan.cron(), ""), plan.zone(), plan.gap(), plan.twice());
        } catch (IllegalArgumentException e) {
            throw wrong(name, e.getMessage());
        }
    }

    private static IllegalArgumentException wrong(String name, @Nullable String what) {
        return new IllegalArgumentException("backstitch.schedules.plans.%s.%s".formatted(name, what));
    }

    /** What a planned time starts: one time is one run, for ever. */
    Trigger trigger(Instant planned, EventTypes types) {
        return types.trigger(event, Door.SCHEDULE, request, "schedule/" + name, planned.toString());
    }
}
