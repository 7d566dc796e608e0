package io.backstitch.messaging;

/**
 * Hears of the engine's incidents, within seconds.
 *
 * <p>Called in the transaction that records the incident: what a listener writes to our database is written once with it, and when a
 * listener throws, nothing is recorded and the same comes again, for as long as it throws. Calls to the outside may therefore repeat.
 */
public interface IncidentListener {

    /** There is a new incident. */
    void created(Incident incident);

    /** It is resolved, also because its run was cancelled. */
    void resolved(Incident incident);
}
