package io.backstitch.stack.torture;

import io.backstitch.stack.demo.OnboardingRequest;
import java.time.Duration;

/**
 * One request for a run.
 *
 * @param cancelAfter how long after it was accepted it is cancelled; zero when it is not
 */
public record Request(int index, Story story, String idempotencyKey, OnboardingRequest body, Duration cancelAfter) {
    /** Whether its run comes to wait for a person who never comes. */
    public boolean waitsForPerson() {
        return story == Story.LEFT_IN_REVIEW;
    }
}
