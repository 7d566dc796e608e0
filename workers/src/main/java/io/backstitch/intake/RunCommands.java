package io.backstitch.intake;

import io.backstitch.compensation.SagaId;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What a person may tell a run. */
@Component
public class RunCommands {

    private static final Logger log = LoggerFactory.getLogger(RunCommands.class);
    private static final Duration TIME_TO_LIVE = Duration.ofHours(1);

    private final CamundaClient client;

    RunCommands(CamundaClient client) {
        this.client = client;
    }

    /**
     * Cancels a run by message: it is unwound as its model says. The engine's own cancel would not compensate. Twice is the
     * same as once.
     *
     * @param who on record in the log
     */
    public void cancel(Run run, String who) {
        log.info("Run {} is cancelled by {}", run.id(), who);
        client.newPublishMessageCommand()
                .messageName(run.process() + ".cancelled")
                .correlationKey(run.id())
                .timeToLive(TIME_TO_LIVE)
                .send()
                .join();
    }

    /**
     * Takes a run back because one of its steps is given up. Twice with the same id is the same as once.
     *
     * @param id of the decision
     */
    public void giveUp(SagaId saga, String id) {
        try {
            client.newPublishMessageCommand()
                    .messageName(saga.process() + ".cancelled")
                    .correlationKey(saga.businessId())
                    .messageId(id)
                    .timeToLive(TIME_TO_LIVE)
                    .variables(Map.of("givenUp", true))
                    .send()
                    .join();
        } catch (ClientStatusException e) {
            if (e.getStatusCode() != Status.Code.ALREADY_EXISTS) {
                throw e;
            }
        }
    }
}
