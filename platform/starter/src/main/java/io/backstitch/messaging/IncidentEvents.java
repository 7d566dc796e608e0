package io.backstitch.messaging;

import java.util.Objects;
import org.springframework.stereotype.Component;

/** Tells others of incidents, in the transaction that records them. The engine's message stays behind: it may hold personal data. */
@Component
class IncidentEvents implements IncidentListener {

    private final DomainEvents events;

    IncidentEvents(DomainEvents events) {
        this.events = events;
    }

    /**
     * The data of {@link DomainEvent#INCIDENT_OPENED} and {@link DomainEvent#INCIDENT_RESOLVED}.
     *
     * @param process the id of the model that the element belongs to
     */
    private record Told(long incident, String process, String element, String errorType) {}

    @Override
    public void created(Incident incident) {
        events.publish(opened(incident));
    }

    @Override
    public void resolved(Incident incident) {
        events.publish(closed(incident));
    }

    static DomainEvent opened(Incident incident) {
        return new DomainEvent(DomainEvent.INCIDENT_OPENED, subject(incident), incident.createdAt(), told(incident));
    }

    static DomainEvent closed(Incident incident) {
        return new DomainEvent(
                DomainEvent.INCIDENT_RESOLVED,
                subject(incident),
                Objects.requireNonNull(incident.resolvedAt(), "resolvedAt"),
                told(incident));
    }

    private static String subject(Incident incident) {
        return "incident/" + incident.key();
    }

    private static Told told(Incident incident) {
        return new Told(incident.key(), incident.process(), incident.element(), incident.errorType());
    }
}
