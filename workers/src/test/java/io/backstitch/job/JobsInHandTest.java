package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobsInHandTest {

    private static final Duration OVER_AT_ONCE = Duration.ofNanos(1);

    private final JobsInHand jobs = new JobsInHand();

    @Test
    void interruptsAnAttemptThatGoesBeyondItsTimeLimit() {
        try (JobsInHand.InHand hand = jobs.take(1, "some.step", OVER_AT_ONCE)) {
            hand.interruptIfOverdue();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void doesNotInterruptOneThatTellsTheEngineHowItEnded() {
        try (JobsInHand.InHand hand = jobs.take(1, "some.step", OVER_AT_ONCE)) {
            jobs.attemptEnded(1);
            hand.interruptIfOverdue();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void forgetsAnInterruptThatCameWhenTheAttemptHadJustEnded() {
        try (JobsInHand.InHand hand = jobs.take(1, "some.step", OVER_AT_ONCE)) {
            hand.interruptIfOverdue();
            jobs.attemptEnded(1);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void aPauseIsEndedByTheOneWhoBeganIt() {
        JobsInHand.Rest rest = jobs.rest(1);

        assertThat(rest.end()).isTrue();
        assertThat(rest.end()).as("it is over").isFalse();
    }

    @Test
    void aPauseIsOverWhenTheJobIsTakenOrHasAnother() {
        JobsInHand.Rest taken = jobs.rest(1);
        jobs.take(1, "some.step", OVER_AT_ONCE).close();
        JobsInHand.Rest first = jobs.rest(2);
        JobsInHand.Rest second = jobs.rest(2);

        assertThat(taken.end()).isFalse();
        assertThat(first.end()).isFalse();
        assertThat(second.end()).isTrue();
    }
}
