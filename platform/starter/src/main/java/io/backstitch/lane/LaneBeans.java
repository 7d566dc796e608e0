package io.backstitch.lane;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@EnableConfigurationProperties(DatabaseSettings.class)
@Import({LaneConfiguration.class, ListConnections.class, RunningLanes.class})
public class LaneBeans {}
