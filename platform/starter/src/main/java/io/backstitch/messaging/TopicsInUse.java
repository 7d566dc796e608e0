package io.backstitch.messaging;

import java.util.Set;

/** Says in which topics of Kafka we read or write what may name people. */
public interface TopicsInUse {

    /** Their names; not each needs to be there. */
    Set<String> inUse();
}
