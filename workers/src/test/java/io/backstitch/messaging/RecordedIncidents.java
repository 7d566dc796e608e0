package io.backstitch.messaging;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what it is told; first it fails as often as it was asked to. */
final class RecordedIncidents implements IncidentListener {

    final List<Incident> created = new CopyOnWriteArrayList<>();
    final List<Incident> resolved = new CopyOnWriteArrayList<>();
    final AtomicInteger failures = new AtomicInteger();

    @Override
    public void created(Incident incident) {
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("This listener has a bad day");
        }
        created.add(incident);
    }

    @Override
    public void resolved(Incident incident) {
        resolved.add(incident);
    }
}
