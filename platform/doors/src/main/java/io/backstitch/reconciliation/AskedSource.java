package io.backstitch.reconciliation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A source of events that can be asked which there are, besides sending them: a bean of whoever knows it. It is asked again and again, also for
 * what it has told before; it must not change anything.
 */
public interface AskedSource {

    /** Its name among all who send us something, as its door has it: {@code hook/} and the name of a source of webhooks. */
    String sender();

    /**
     * Its events, the oldest first.
     *
     * @param since none that happened at that time or later is left out
     * @param next what the page before has given; null for the first page
     * @throws RuntimeException when it cannot be asked now
     */
    Page events(Instant since, @Nullable String next);

    /**
     * Some of its events.
     *
     * @param next where the next page begins; null when this is the last
     */
    record Page(List<Event> events, @Nullable String next) {
        public Page {
            events = List.copyOf(events);
        }
    }

    /**
     * An event, with what its webhook has, too.
     *
     * @param id by which the source tells it from others
     * @param type the name of what may come in, which names the door {@code RECONCILIATION}: {@code engagement.changed}
     * @param at when it happened
     * @param request as the body of the API has it
     */
    record Event(String id, String type, Instant at, JsonNode request) {}
}
