package io.backstitch.intervention;

import io.backstitch.auditlog.AuditLog;
import io.backstitch.auditlog.Audited;
import io.backstitch.auditlog.People;
import io.backstitch.compensation.SagaId;
import io.backstitch.messaging.EngineRecord;
import io.backstitch.messaging.OwnCommands;
import io.backstitch.messaging.RunInstances;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Puts on record what others than this application changed in the engine, on the run where it is known. In the transaction in which the engine's record
 * is read.
 *
 * <p>Metric {@code backstitch.engine.changed}: changes past our doors, by {@code what}.
 */
@Component
class ForeignChanges {

    private static final Logger log = LoggerFactory.getLogger(ForeignChanges.class);

    private final OwnCommands own;
    private final RunInstances runs;
    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final People people;
    private final MeterRegistry metrics;

    ForeignChanges(
            OwnCommands own, RunInstances runs, JdbcClient jdbc, AuditLog audit, People people, MeterRegistry metrics) {
        this.own = own;
        this.runs = runs;
        this.jdbc = jdbc;
        this.audit = audit;
        this.people = people;
        this.metrics = metrics;
    }

    /** Puts it on record unless it is our own. */
    void seen(Change change, EngineRecord record) {
        if (!own.isOurs(record, change.target())) {
            append(change, record);
        }
    }

    private void append(Change change, EngineRecord record) {
        long root = root(change.scope());
        String run = runs.find(root)
                .map(it -> new SagaId(it.process(), it.id()).value())
                .orElse(null);
        Map<String, @Nullable Object> body = new TreeMap<>(change.details());
        body.put("actor", record.who() == null ? "unknown" : people.pseudonym(record.who()));
        body.put("what", change.what().word());
        body.put("instance", String.valueOf(root));
        body.put("happened", record.timestamp().toString());
        body.put("record", Map.of("partition", record.partition(), "position", String.valueOf(record.position())));
        audit.append(Audited.ENGINE_CHANGED, run, body);
        metrics.counter("backstitch.engine.changed", "what", change.what().word())
                .increment();
        log.warn(
                "Process instance {} of {} was changed past our doors: {}",
                root,
                run,
                change.what().word());
    }

    /** As far as the engine's records tell where an element instance belongs: they do of what waits for something. */
    private long root(long scope) {
        return jdbc.sql("""
                        SELECT instance.root FROM engine_instance AS instance
                        WHERE instance = :scope
                           OR instance IN (SELECT instance FROM engine_wait WHERE element_instance = :scope)
                        LIMIT 1
                        """).param("scope", scope).query(Long.class).optional().orElse(scope);
    }
}
