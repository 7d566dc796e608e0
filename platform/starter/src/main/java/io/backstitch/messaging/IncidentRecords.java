package io.backstitch.messaging;

import io.backstitch.masking.Masking;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Keeps the incidents up to date and pushes them: to the log, to the listeners, and to the counter {@code backstitch.incidents} (tags
 * {@code process} and {@code error.type}; how many were created).
 */
@Component
class IncidentRecords implements EngineRecordHandler, RebuildableRecords {

    private static final Logger log = LoggerFactory.getLogger(IncidentRecords.class);
    private static final long NO_JOB = -1;

    private final Incidents incidents;
    private final ObjectProvider<IncidentListener> listeners;
    private final MeterRegistry metrics;

    IncidentRecords(Incidents incidents, ObjectProvider<IncidentListener> listeners, MeterRegistry metrics) {
        this.incidents = incidents;
        this.listeners = listeners;
        this.metrics = metrics;
    }

    @Override
    public String valueType() {
        return "INCIDENT";
    }

    @Override
    public void handle(EngineRecord record) {
        switch (record.intent()) {
            case "CREATED" -> created(incident(record, null));
            case "RESOLVED" -> resolved(incident(record, record.timestamp()));
            default -> log.debug("Nothing to do for incident {}, which was {}", record.key(), record.intent());
        }
    }

    @Override
    public void forget(TopicBeginning beginning) {
        incidents.forget(beginning);
    }

    @Override
    public void restore(EngineRecord record) {
        switch (record.intent()) {
            case "CREATED" -> incidents.add(incident(record, null));
            case "RESOLVED" -> incidents.resolve(incident(record, record.timestamp()));
            default -> log.debug("Nothing to restore of incident {}, which was {}", record.key(), record.intent());
        }
    }

    private void created(Incident incident) {
        if (!incidents.add(incident)) {
            return;
        }
        listeners.orderedStream().forEach(listener -> listener.created(incident));
        metrics.counter("backstitch.incidents", "process", incident.process(), "error.type", incident.errorType())
                .increment();
        log.error(
                "Step {} of process {} stands in process instance {} ({}). Its run waits until incident {} is resolved; its dead letter says more",
                incident.element(),
                incident.process(),
                incident.processInstanceKey(),
                incident.errorType(),
                incident.key());
    }

    private void resolved(Incident incident) {
        if (!incidents.resolve(incident)) {
            return;
        }
        listeners.orderedStream().forEach(listener -> listener.resolved(incident));
        log.info(
                "Incident {} at step {} of process {} in process instance {} is resolved",
                incident.key(),
                incident.element(),
                incident.process(),
                incident.processInstanceKey());
    }

    /** The engine lists the instances from the outermost one to that of the incident, each with its elements. */
    private static long root(EngineRecord record, long instance) {
        return record.value().path("elementInstancePath").path(0).path(0).asLong(instance);
    }

    private static Incident incident(EngineRecord record, @Nullable Instant resolvedAt) {
        long job = record.number("jobKey");
        long instance = record.number("processInstanceKey");
        return new Incident(
                record.key(),
                record.partition(),
                record.position(),
                job == NO_JOB ? null : job,
                record.number("elementInstanceKey"),
                instance,
                root(record, instance),
                record.text("bpmnProcessId"),
                record.text("elementId"),
                record.text("errorType"),
                Masking.answer(record.text("errorMessage")),
                record.timestamp(),
                resolvedAt);
    }
}
