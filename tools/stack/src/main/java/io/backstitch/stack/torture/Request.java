package io.backstitch.stack.torture;

import io.backstitch.stack.demo.OnboardingRequest;
import java.time.Duration;
import java.util.List;

/**
 * One request for a run.
 *
 * @param cancelAfter how long after it was accepted it is cancelled; zero when it is not
 * @param echoes how long after the first attempt the same comes once more, beside it
 */
public record Request(
        int index,
        Story story,
        String idempotencyKey,
        OnboardingRequest body,
        Duration cancelAfter,
        Entrance entrance,
        List<Duration> echoes) {

    public Request {
        echoes = List.copyOf(echoes);
    }

    Incoming incoming() {
        return new Incoming(Incoming.Kind.ONBOARDING, entrance, idempotencyKey, "", body, echoes);
    }

    /** Whether its run comes to wait for a person who never comes. */
    public boolean waitsForPerson() {
        return story == Story.LEFT_IN_REVIEW;
    }
}
