package io.backstitch.messaging;

/**
 * An event as it is stored and sent: already written, so that every attempt sends the same and a later version of the application can
 * still send what an earlier one has stored. Its name is stored too: it must not be renamed.
 */
record OutgoingEvent(String subject, String body) {}
