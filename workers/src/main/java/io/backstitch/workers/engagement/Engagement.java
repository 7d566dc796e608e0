package io.backstitch.workers.engagement;

/** What the model of the process engagement calls by name. */
final class Engagement {

    static final String PROCESS = "engagement";
    static final String CHANGED = "engagement.changed";
    static final String ASSIGNMENT_REFUSED = "engagement.assignment-refused";

    private Engagement() {}
}
