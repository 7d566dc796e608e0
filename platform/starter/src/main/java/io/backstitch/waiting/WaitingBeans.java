package io.backstitch.waiting;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@EnableConfigurationProperties(WaitingSettings.class)
@Import({
    EnginePresence.class,
    EngineWaits.class,
    JobQueues.class,
    JobsTaken.class,
    RunWaits.class,
    StrangerWatch.class,
    Strangers.class,
    StuckRuns.class,
    StuckWatch.class,
    Suspects.class,
    TablesOfWaiting.class
})
public class WaitingBeans {}
