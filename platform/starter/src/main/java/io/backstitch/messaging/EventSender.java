package io.backstitch.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Sends a stored event when its transaction is committed, in a thread that nobody waits for. When this fails the event stays in the
 * database and comes again.
 */
@Component
class EventSender {

    private static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";
    /** A little longer than the producer tries by itself. */
    private static final int PATIENCE_SECONDS = 15;

    private final KafkaTemplate<String, String> kafka;
    private final KafkaPresence presence;
    private final KafkaSettings settings;

    EventSender(KafkaTemplate<String, String> kafka, KafkaPresence presence, KafkaSettings settings) {
        this.kafka = kafka;
        this.presence = presence;
        this.settings = settings;
    }

    /** Returns when Kafka has them all. */
    @Async(MessagingConfiguration.EVENT_SENDERS)
    @TransactionalEventListener
    public void send(OutgoingEvents these) throws NotSent {
        if (!presence.isThere()) {
            throw new NotSent("Kafka is away", null);
        }
        try {
            CompletableFuture<?>[] sent = these.events().stream()
                    .map(event -> kafka.send(message(event)))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(sent).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new NotSent("Kafka did not take events", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSent("The application ends", e);
        }
    }

    private ProducerRecord<String, String> message(OutgoingEvents.Event event) {
        ProducerRecord<String, String> message =
                new ProducerRecord<>(settings.eventsTopic(), event.subject(), event.body());
        message.headers().add("content-type", CONTENT_TYPE.getBytes(UTF_8));
        return message;
    }
}
