package io.backstitch.doors;

import io.backstitch.BackstitchAutoConfiguration;
import io.backstitch.hooks.HooksBeans;
import io.backstitch.reconciliation.ReconciliationBeans;
import io.backstitch.schedules.SchedulesBeans;
import io.backstitch.topics.TopicsBeans;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Import;

/** Webhooks, topics, schedules and reconciliation, for an application that has them on its class path. */
@AutoConfiguration(after = BackstitchAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "backstitch.enabled", matchIfMissing = true)
@Import({HooksBeans.class, ReconciliationBeans.class, SchedulesBeans.class, TopicsBeans.class})
public class DoorsAutoConfiguration {}
