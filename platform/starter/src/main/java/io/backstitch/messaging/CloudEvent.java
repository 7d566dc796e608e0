package io.backstitch.messaging;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.UUID;

/**
 * An event in the form that many agree on.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">CloudEvents 1.0, JSON format</a>
 */
@JsonPropertyOrder({"specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"})
record CloudEvent(
        String specversion,
        String id,
        String source,
        String type,
        String subject,
        String time,
        String datacontenttype,
        Object data) {

    static CloudEvent of(UUID id, String source, DomainEvent event) {
        return new CloudEvent(
                "1.0",
                id.toString(),
                source,
                event.type(),
                event.subject(),
                event.time().toString(),
                "application/json",
                event.data());
    }
}
