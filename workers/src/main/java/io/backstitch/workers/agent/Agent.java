package io.backstitch.workers.agent;

/** What the model of the process agent calls by name. */
final class Agent {

    static final String REFUSED = "agent.refused";

    private Agent() {}
}
