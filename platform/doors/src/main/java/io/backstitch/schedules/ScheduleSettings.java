package io.backstitch.schedules;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What starts by the calendar. {@link Schedules} refuses what is wrong when the application starts.
 *
 * @param late how late a time may have its turn without being called missed
 * @param plans by name
 */
@ConfigurationProperties("backstitch.schedules")
record ScheduleSettings(
        @DefaultValue("1m") Duration late, @DefaultValue Map<String, Plan> plans) {

    /**
     * One of them.
     *
     * @param event what it starts: {@code workspace.requested}
     * @param cron seconds, minutes, hours, day of month, month, day of week
     * @param zone whose clock on the wall the cron expression means
     * @param missed what is done about times that were missed
     * @param gap what is done about a time that the clock jumps over when it is put forward
     * @param twice which turn a time has that the clock shows twice when it is put back; without it the first, or both for a plan that
     *     comes all day long (hours {@code *})
     * @param request the event's fields, as JSON
     */
    record Plan(
            @Nullable String event,
            @Nullable String cron,
            @DefaultValue("UTC") String zone,
            @DefaultValue("LAST") Missed missed,
            @DefaultValue("SHIFT") Gap gap,
            @Nullable Twice twice,
            @DefaultValue("{}") String request) {}

    /** What is done about a time on the wall that does not exist. */
    enum Gap {
        /** Nothing, but for the record. */
        SKIP,
        /** It comes as much later as the clock jumps: half past two is half past three. */
        SHIFT
    }

    /** Which turn a time on the wall has that comes twice. */
    enum Twice {
        FIRST,
        SECOND,
        BOTH
    }

    /** What is done about times at which nobody was there. */
    enum Missed {
        /** Nothing, but for the record. */
        SKIP,
        /** The last of them starts a run. */
        LAST,
        /** Each of them starts a run. */
        ALL
    }
}
