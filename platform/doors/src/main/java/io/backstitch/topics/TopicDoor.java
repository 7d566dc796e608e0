package io.backstitch.topics;

import io.backstitch.intake.Accepted;
import io.backstitch.intake.BadEvent;
import io.backstitch.intake.Door;
import io.backstitch.intake.EventType;
import io.backstitch.intake.EventTypes;
import io.backstitch.intake.Intake;
import io.backstitch.intake.Trigger;
import io.backstitch.topics.Poison.Reason;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes events in: a CloudEvent whose {@code type} is the name of what may come in and whose {@code data} is the request, as the body of
 * the API has it. Its {@code id} is told from others within its {@code source}: one id is one run, for ever, as CloudEvents means it.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka binding</a>
 */
@Component
class TopicDoor {

    private static final int LONGEST_SOURCE = 255;

    private final EventTypes types;
    private final Intake intake;
    private final JsonMapper json;
    private final Envelope envelope;
    private final ObjectReader exact;

    TopicDoor(EventTypes types, Intake intake, JsonMapper json) {
        this.types = types;
        this.intake = intake;
        this.json = json;
        this.envelope = new Envelope(json);
        this.exact = json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /**
     * When this returns, the event is on disk, now or before.
     *
     * @throws Poison when it is not taken, and nothing was stored
     */
    Accepted take(ConsumerRecord<byte[], byte[]> message) {
        CloudEvent event = event(message);
        EventType<?> type = types.find(event.getType(), Door.TOPIC)
                .orElseThrow(() -> new Poison(
                        Reason.UNKNOWN_TYPE,
                        "Its type is none of those that come in by topics: " + types.names(Door.TOPIC)));
        Accepted accepted = accept(trigger(type, event, request(message, event.getData())));
        if (accepted instanceof Accepted.Conflict) {
            throw new Poison(
                    Reason.CONFLICT, "Its id was used for another event of its source; a new event has a new id");
        }
        return accepted;
    }

    private CloudEvent event(ConsumerRecord<byte[], byte[]> message) {
        envelope.fault(message).ifPresent(fault -> {
            throw new Poison(Reason.MALFORMED, fault);
        });
        CloudEvent event;
        try {
            event = KafkaMessageFactory.createReader(message).toEvent();
        } catch (RuntimeException ignored) {
            // Whatever it is, it comes of these bytes; and its text may quote them.
            throw new Poison(
                    Reason.MALFORMED,
                    "It is no CloudEvent: one of its attributes, or the way in which its data is written, is none that the specification knows");
        }
        if (event.getSource().toString().length() > LONGEST_SOURCE) {
            throw new Poison(Reason.MALFORMED, "Its source is longer than %d characters".formatted(LONGEST_SOURCE));
        }
        return event;
    }

    private Trigger trigger(EventType<?> type, CloudEvent event, JsonNode request) {
        try {
            return types.trigger(type, Door.TOPIC, request, "kafka/" + event.getSource(), event.getId());
        } catch (BadEvent e) {
            throw new Poison(
                    Reason.MALFORMED,
                    e.fields().stream()
                            .map(field -> field.field() + " " + field.message())
                            .collect(Collectors.joining("; ", "Some fields of its data are missing or wrong: ", "")));
        } catch (IllegalArgumentException e) {
            throw new Poison(Reason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private JsonNode request(ConsumerRecord<byte[], byte[]> message, @Nullable CloudEventData data) {
        try {
            JsonNode request = dataOf(message, data);
            if (request.isObject()) {
                return request;
            }
        } catch (JacksonException ignored) {
            // Told below, without the cause, which quotes the data.
        }
        throw new Poison(Reason.MALFORMED, "Its data is no JSON object");
    }

    /** As its sender wrote it: the library rounds the numbers of a structured one, and puts a question mark for half a character. */
    private JsonNode dataOf(ConsumerRecord<byte[], byte[]> message, @Nullable CloudEventData data) {
        if (Envelope.isStructured(message)) {
            JsonNode written = exact.readTree(message.value()).path("data");
            if (written.isObject()) {
                return written;
            }
        }
        return data == null ? json.missingNode() : exact.readTree(data.toBytes());
    }

    private Accepted accept(Trigger trigger) {
        try {
            return intake.accept(trigger);
        } catch (IllegalArgumentException e) {
            throw new Poison(Reason.MALFORMED, String.valueOf(e.getMessage()));
        } catch (DataIntegrityViolationException ignored) {
            // Without the cause, which quotes what it is about.
            throw new Poison(Reason.MALFORMED, "Its data has something that the database cannot keep");
        }
    }
}
