package io.backstitch.deadletter;

import io.backstitch.messaging.Incident;
import io.backstitch.messaging.IncidentListener;
import org.springframework.stereotype.Component;

/** Joins the engine's incidents to the dead letters, in the transaction that records the incident. */
@Component
class IncidentLetters implements IncidentListener {

    private final DeadLetters letters;

    IncidentLetters(DeadLetters letters) {
        this.letters = letters;
    }

    @Override
    public void created(Incident incident) {
        letters.incidentCreated(incident);
    }

    @Override
    public void resolved(Incident incident) {
        letters.incidentResolved(incident.key());
    }
}
