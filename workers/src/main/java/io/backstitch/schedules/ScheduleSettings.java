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
     * @param request the event's fields, as JSON
     */
    record Plan(
            @Nullable String event,
            @Nullable String cron,
            @DefaultValue("UTC") String zone,
            @DefaultValue("LAST") Missed missed,
            @DefaultValue("{}") String request) {}

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
