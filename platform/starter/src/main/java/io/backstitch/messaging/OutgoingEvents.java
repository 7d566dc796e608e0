package io.backstitch.messaging;

import java.util.List;

/**
 * The events of one transaction as they are stored and sent: already written, so that every attempt sends the same and a later
 * version of the application can still send what an earlier one has stored. Its name is stored too: it must not be renamed.
 */
record OutgoingEvents(List<Event> events) {

    /** @param body a CloudEvent as JSON */
    record Event(String subject, String body) {}
}
