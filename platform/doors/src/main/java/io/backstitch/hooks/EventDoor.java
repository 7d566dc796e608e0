package io.backstitch.hooks;

import io.backstitch.intake.Accepted;
import io.backstitch.intake.Intake;
import io.backstitch.intake.Trigger;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Takes events in: verified first, then read, then deduplicated and stored in one transaction. What does not come from a sender that we
 * know is not looked into.
 */
@Component
class EventDoor {

    /** One for all reasons: a forger is not told how near it was. */
    private static final String NOT_PROVEN =
            "The event is not proven: sign it with the secret of this source, and send it at once";

    private static final int LONGEST_ID = 255;

    private final Payloads payloads;
    private final Requests requests;
    private final Intake intake;
    private final Clock clock;

    EventDoor(Payloads payloads, Requests requests, Intake intake, Clock clock) {
        this.payloads = payloads;
        this.requests = requests;
        this.intake = intake;
        this.clock = clock;
    }

    /**
     * When this returns, an event is on disk, now or before.
     *
     * @throws Refused when it is not taken, and nothing was stored
     */
    Taken take(HookSource source, Headers headers, byte[] body) {
        String contentType = headers.get(HttpHeaders.CONTENT_TYPE);
        payloads.checkType(source.scheme(), contentType);
        switch (source.verify(headers, body, clock.instant())) {
            case GENUINE -> {}
            case STALE -> throw new Refused(Refusal.STALE, NOT_PROVEN);
            case FORGED -> throw new Refused(Refusal.FORGED, NOT_PROVEN);
        }
        JsonNode payload = payloads.read(body, contentType);
        Optional<Greeting> greeting = Greeting.in(source.scheme(), headers, payload);
        if (greeting.isPresent()) {
            return greeting.get();
        }
        String id = checked(source.eventId().find(headers, body, payload));
        return new Taken.Event(accept(requests.trigger(source, id, payload)));
    }

    private Accepted accept(Trigger trigger) {
        try {
            return intake.accept(trigger);
        } catch (IllegalArgumentException e) {
            throw new Refused(Refusal.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private static String checked(@Nullable String id) {
        if (id == null || id.isBlank() || id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw new Refused(
                    Refusal.MALFORMED, "The event has no id where its source says; an id has 1 to 255 characters");
        }
        return id;
    }
}
