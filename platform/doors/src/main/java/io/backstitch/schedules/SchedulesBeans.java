package io.backstitch.schedules;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@EnableConfigurationProperties(ScheduleSettings.class)
@Import({PlannedTimes.class, Schedules.class, TablesOfSchedules.class})
public class SchedulesBeans {}
