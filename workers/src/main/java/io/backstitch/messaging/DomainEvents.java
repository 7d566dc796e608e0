package io.backstitch.messaging;

import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells others what happened here: as CloudEvents in the topic {@code backstitch.events}.
 *
 * <p>An event is stored with the transaction that publishes it and sent after its commit: it arrives at least once, also when Kafka is
 * away for long or the application dies, and never when the transaction is rolled back. The attribute {@code id} is the same at each
 * arrival. The order is usually kept, but not guaranteed: consumers look at {@code time}.
 */
@Component
public class DomainEvents {

    private final ApplicationEventPublisher publisher;
    private final JsonMapper json;
    private final KafkaSettings settings;

    DomainEvents(ApplicationEventPublisher publisher, JsonMapper json, KafkaSettings settings) {
        this.publisher = publisher;
        this.json = json;
        this.settings = settings;
    }

    /**
     * Stores the event with the current transaction.
     *
     * @throws IllegalStateException when there is no transaction of Spring
     */
    public void publish(DomainEvent event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "An event of type " + event.type()
                            + " is published outside of a transaction: publish it in the one that changes the state it tells of");
        }
        CloudEvent cloudEvent = CloudEvent.of(UUID.randomUUID(), settings.eventSource(), event);
        publisher.publishEvent(new OutgoingEvent(event.subject(), json.writeValueAsString(cloudEvent)));
    }
}
