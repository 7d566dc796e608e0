package io.backstitch.retention;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@EnableConfigurationProperties(RetentionSettings.class)
@Import({
    ArchiveFiles.class,
    ArchiveText.class,
    Archivist.class,
    Aside.class,
    DueRuns.class,
    Leftovers.class,
    Outbox.class,
    Plans.class,
    Retention.class,
    RetentionMetrics.class,
    RunTables.class,
    TablesOfRetention.class
})
public class RetentionBeans {}
