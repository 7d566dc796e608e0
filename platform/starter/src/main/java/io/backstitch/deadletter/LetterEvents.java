package io.backstitch.deadletter;

import io.backstitch.messaging.DomainEvent;
import io.backstitch.messaging.DomainEvents;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Tells others of dead letters, in the transaction that changes them. Reasons, attempts and persons stay behind our door. */
@Component
class LetterEvents {

    private final DomainEvents events;
    private final Clock clock;

    LetterEvents(DomainEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /**
     * The data of {@link DomainEvent#DEAD_LETTER_OPENED}.
     *
     * @param process the id of the model that the element belongs to
     */
    private record Opened(long deadLetter, String process, String element) {}

    /** The data of {@link DomainEvent#DEAD_LETTER_DECIDED}. */
    private record Decided(long deadLetter, DeadLetter.State state) {}

    void opened(long letter, String process, String element) {
        publish(DomainEvent.DEAD_LETTER_OPENED, letter, new Opened(letter, process, element));
    }

    void decided(long letter, DeadLetter.State state) {
        publish(DomainEvent.DEAD_LETTER_DECIDED, letter, new Decided(letter, state));
    }

    private void publish(String type, long letter, Record data) {
        events.publish(new DomainEvent(type, "dead-letter/" + letter, clock.instant(), data));
    }
}
