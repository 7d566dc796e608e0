package io.backstitch.waiting;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import java.time.Duration;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Knows whether the engine can be reached and takes commands. */
@Component
class EnginePresence {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final CamundaClient client;

    EnginePresence(@Lazy CamundaClient client) {
        this.client = client;
    }

    /** Asks it; each of its partitions must have a leader. */
    boolean isThere() {
        try {
            var topology =
                    client.newTopologyRequest().requestTimeout(PATIENCE).send().join();
            long led = topology.getBrokers().stream()
                    .flatMap(broker -> broker.getPartitions().stream())
                    .filter(partition -> partition.isLeader())
                    .count();
            return led > 0 && led >= topology.getPartitionsCount();
        } catch (ClientException away) {
            return false;
        }
    }
}
