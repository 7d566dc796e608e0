package io.backstitch.messaging;

import java.util.List;
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
        publish(List.of(event));
    }

    /** As {@link #publish(DomainEvent)}; they are sent together, which costs little more than one. */
    public void publish(List<DomainEvent> events) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "Events are published outside of a transaction: publish them in the one that changes the state they tell of: "
                            + events.stream().map(DomainEvent::type).toList());
        }
        if (!events.isEmpty()) {
            publisher.publishEvent(
                    new OutgoingEvents(events.stream().map(this::written).toList()));
        }
    }

    private OutgoingEvents.Event written(DomainEvent event) {
        CloudEvent cloudEvent = CloudEvent.of(UUID.randomUUID(), settings.eventSource(), event);
        return new OutgoingEvents.Event(event.subject(), json.writeValueAsString(cloudEvent));
    }
}
