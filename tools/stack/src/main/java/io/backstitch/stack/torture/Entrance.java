package io.backstitch.stack.torture;

/** The ways into the application. */
public enum Entrance {
    /** A process' own address, with a token. */
    API,
    /** {@code POST /hooks/{source}}, signed. */
    WEBHOOK,
    /** A topic of Kafka, as a CloudEvent. */
    TOPIC
}
