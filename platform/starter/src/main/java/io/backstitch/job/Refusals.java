package io.backstitch.job;

import io.backstitch.auditlog.AuditLog;
import io.backstitch.auditlog.Audited;
import io.backstitch.messaging.DomainEvent;
import io.backstitch.messaging.DomainEvents;
import io.backstitch.messaging.OwnCommands;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Refuses the process instances that no door has begun, each once: in the audit, as an event and as a metric. It is taken from the engine. What it did
 * with a copied name, before anybody knew, {@link StrangerEffects} undo.
 *
 * <p>Whoever begins thousands does not fill the audit: of the first in an hour each is told, of the others the metric and the table
 * {@code refused_instance}.
 *
 * <p>Metric {@code backstitch.instances.refused}: process instances that were refused, by {@code process}.
 */
@Component
public class Refusals {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private static final int TOLD_IN_AN_HOUR = 100;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final DomainEvents events;
    private final OwnCommands own;
    private final CamundaClient client;
    private final RefusalSettings settings;
    private final MeterRegistry metrics;
    private final Clock clock;

    Refusals(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            AuditLog audit,
            DomainEvents events,
            OwnCommands own,
            @Lazy CamundaClient client,
            RefusalSettings settings,
            MeterRegistry metrics,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
        this.events = events;
        this.own = own;
        this.client = client;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * A process instance that no door has begun.
     *
     * @param key the engine's
     * @param process the id of its model
     * @param why for people; no personal data
     */
    public record Stranger(long key, String process, String why) {}

    /** The data of {@link DomainEvent#INSTANCE_REFUSED}. */
    private record Told(long instance, String process, String why) {}

    /**
     * Puts it on record, and takes it from the engine unless the settings say otherwise. Twice is the same as once, but for the engine, which may not
     * have heard the former.
     *
     * @return whether the engine has it no more
     */
    public boolean refuse(Stranger stranger) {
        transaction.executeWithoutResult(status -> record(stranger));
        return settings.cancel() && isCancelled(root(stranger.key()));
    }

    private void record(Stranger stranger) {
        Instant now = clock.instant();
        boolean first = jdbc.sql("""
                                INSERT INTO refused_instance (instance, process, why, refused_at) VALUES (?, ?, ?, ?)
                                ON CONFLICT (instance) DO NOTHING
                                """)
                        .params(stranger.key(), stranger.process(), stranger.why(), Timestamp.from(now))
                        .update()
                == 1;
        if (!first) {
            return;
        }
        metrics.counter("backstitch.instances.refused", "process", stranger.process())
                .increment();
        long withinTheHour = jdbc.sql("SELECT count(*) FROM refused_instance WHERE refused_at > ?")
                .param(Timestamp.from(now.minus(Duration.ofHours(1))))
                .query(Long.class)
                .single();
        if (withinTheHour == TOLD_IN_AN_HOUR) {
            log.error(
                    "{} process instances were refused within an hour; the table refused_instance has the others",
                    withinTheHour);
        }
        if (withinTheHour <= TOLD_IN_AN_HOUR) {
            audit.append(
                    Audited.INSTANCE_REFUSED,
                    null,
                    Map.of(
                            "instance", String.valueOf(stranger.key()),
                            "process", stranger.process(),
                            "why", stranger.why()));
            events.publish(new DomainEvent(
                    DomainEvent.INSTANCE_REFUSED,
                    "instance/" + stranger.key(),
                    now,
                    new Told(stranger.key(), stranger.process(), stranger.why())));
            log.error("Process instance {} of {} is refused: {}", stranger.key(), stranger.process(), stranger.why());
        }
    }

    /** The engine cancels only what nobody has called. As the engine's records tell, so far. */
    private long root(long instance) {
        return jdbc.sql("SELECT root FROM engine_instance WHERE instance = ?")
                .param(instance)
                .query(Long.class)
                .optional()
                .orElse(instance);
    }

    private boolean isCancelled(long root) {
        try {
            client.newCancelInstanceCommand(root)
                    .operationReference(own.number("PROCESS_INSTANCE", root))
                    .send()
                    .join();
            return true;
        } catch (ClientException e) {
            log.debug("Process instance {} is not cancelled: {}", root, e.getMessage());
            return false;
        }
    }
}
