package io.backstitch;

import io.backstitch.auditlog.AuditBeans;
import io.backstitch.command.CommandBeans;
import io.backstitch.deadletter.DeadLetterBeans;
import io.backstitch.erasure.ErasureBeans;
import io.backstitch.history.HistoryBeans;
import io.backstitch.intake.IntakeBeans;
import io.backstitch.intervention.InterventionBeans;
import io.backstitch.job.JobBeans;
import io.backstitch.lane.LaneBeans;
import io.backstitch.messaging.MessagingBeans;
import io.backstitch.model.ModelBeans;
import io.backstitch.records.RecordsBeans;
import io.backstitch.retention.RetentionBeans;
import io.backstitch.security.SecurityBeans;
import io.backstitch.start.StartBeans;
import io.backstitch.tables.TablesBeans;
import io.backstitch.waiting.WaitingBeans;
import io.backstitch.web.WebBeans;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/**
 * The platform, for an application that has it on its class path. It comes before the framework's own configurations, which step back where the platform has
 * its own: connections, doors, security. {@code backstitch.enabled: false} switches it off.
 */
@AutoConfiguration
@AutoConfigureOrder(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnBooleanProperty(name = "backstitch.enabled", matchIfMissing = true)
@Import({
    MigrationConnections.class,
    AuditBeans.class,
    CommandBeans.class,
    DeadLetterBeans.class,
    ErasureBeans.class,
    HistoryBeans.class,
    IntakeBeans.class,
    InterventionBeans.class,
    JobBeans.class,
    LaneBeans.class,
    MessagingBeans.class,
    ModelBeans.class,
    RecordsBeans.class,
    RetentionBeans.class,
    SecurityBeans.class,
    StartBeans.class,
    TablesBeans.class,
    WaitingBeans.class,
    WebBeans.class
})
public class BackstitchAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
