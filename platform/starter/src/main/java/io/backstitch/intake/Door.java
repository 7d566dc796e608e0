package io.backstitch.intake;

/** By what something may come in. Each {@link EventType} names those that take it; what it does not name stays shut. */
public enum Door {
    /** A controller of the process, for who has logged in. */
    API,
    /** A source of {@code backstitch.hooks.sources}. */
    WEBHOOK,
    /** A topic of {@code backstitch.kafka.triggers}. */
    TOPIC,
    /** A plan of {@code backstitch.schedules.plans}. */
    SCHEDULE,
    /** A source that is asked what we have missed. */
    RECONCILIATION
}
