package io.backstitch.stack.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is told when a wait gives up, in each of the ways to wait. */
class WaitsTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @BeforeAll
    static void follow() {
        Waits.follow();
    }

    @Test
    void tellsWhoWaitedForWhatAndTheLastValue() {
        assertThatGivingUp(() -> await("the parcel").atMost(SHORT).until(() -> "on its way", "here"::equals))
                .hasMessageContaining("Condition with alias 'the parcel' didn't complete within")
                .hasMessageContaining("WaitsTest.tellsWhoWaitedForWhatAndTheLastValue waited 0.")
                .hasMessageContaining(" for \"the parcel\"")
                .hasMessageContaining("it saw last, 0.")
                .hasMessageContaining(": on its way")
                .hasMessageContaining("load ");
    }

    @Test
    void tellsWhatAnAssertionSaid() {
        assertThatGivingUp(() -> await("the sum")
                        .atMost(SHORT)
                        .untilAsserted(() -> assertThat(1).isEqualTo(2)))
                .hasMessageContaining(" for \"the sum\"")
                .hasMessageContaining("expected: 2");
    }

    @Test
    void tellsAlsoWhatDidNotStayAsItWas() {
        AtomicBoolean calm = new AtomicBoolean();

        assertThatGivingUp(() -> await("calm")
                        .during(SHORT)
                        .atMost(SHORT.multipliedBy(2))
                        .until(() -> calm.getAndSet(!calm.get())))
                .hasMessageContaining(" for \"calm\"");
    }

    @Test
    void tellsTheLastExceptionThatWasIgnored() {
        assertThatGivingUp(() -> await().atMost(SHORT).ignoreExceptions().until(() -> {
                    throw new IllegalStateException("not there");
                }))
                .hasMessageContaining("for a state that has no name")
                .hasMessageContaining("its last exception: java.lang.IllegalStateException: not there")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void tellsWhoElseWaitsNow() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean come = new AtomicBoolean();
        Thread other = Thread.ofVirtual().start(() -> {
            await("what is over").until(() -> true);
            await("Godot").until(() -> {
                begun.countDown();
                return come.get();
            });
        });
        begun.await();

        assertThatGivingUp(() -> await("me").atMost(SHORT).until(() -> false))
                .hasMessageContaining("WaitsTest.tellsWhoElseWaitsNow waits for \"Godot\" since ")
                .hasMessageNotContaining("what is over");

        come.set(true);
        other.join();
        assertThatGivingUp(() -> await("me").atMost(SHORT).until(() -> false)).hasMessageNotContaining("Godot");
    }

    @Test
    void aWaitWithinAWaitHidesNothing() {
        assertThatGivingUp(() -> await("outer")
                        .atMost(SHORT)
                        .until(
                                () -> {
                                    await("inner").until(() -> true);
                                    return "seen by the outer";
                                },
                                "never"::equals))
                .hasMessageContaining(" for \"outer\"")
                .hasMessageContaining(": seen by the outer");
    }

    @Test
    void whatIsNotIgnoredEndsAWaitAtOnceAsItIs() {
        assertThatThrownBy(() -> await("none").until(() -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bug");
    }

    @Test
    void aValueIsShownInPartAndWithoutSecrets() {
        assertThatGivingUp(() -> await().atMost(SHORT)
                        .until(
                                () -> "token=hunter2 Bearer c2VjcmV0LW9mLWJpbGxpbmc= " + "x".repeat(10_000) + "the end",
                                String::isEmpty))
                .hasMessageContaining("token=*** Bearer *** xxx")
                .hasMessageContaining("the end")
                .hasMessageNotContainingAny("hunter2", "c2VjcmV0", "x".repeat(1_000));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertThatGivingUp(ThrowingCallable wait) {
        return assertThatThrownBy(wait).isInstanceOf(ConditionTimeoutException.class);
    }
}
