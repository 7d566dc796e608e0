package io.backstitch.stack.junit;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionEvaluationListener;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.EvaluatedCondition;
import org.awaitility.core.IgnoredException;
import org.awaitility.core.StartEvaluationEvent;
import org.awaitility.core.TimeoutEvent;
import org.jspecify.annotations.Nullable;

/**
 * Follows all waits of Awaitility in this JVM, and makes the message of one that gives up: what it saw last, and what everybody was doing.
 *
 * <p>A wait that goes well costs a reference for each look. A wait that gives up ends with a {@link ConditionTimeoutException} as without this, with a
 * longer message. A condition that throws what is not ignored ends its wait at once and as without this.
 */
final class Waits implements ConditionEvaluationListener<@Nullable Object> {
    private static final Waits ALL = new Waits();
    private static final String AWAITER = "org.awaitility.core.ConditionAwaiter";

    /** The last of each thread, over or not. */
    private static final Map<Thread, Wait> LAST = Collections.synchronizedMap(new WeakHashMap<>());

    /** The thread that looks has it from the one that waits. */
    private static final InheritableThreadLocal<@Nullable Wait> CURRENT = new InheritableThreadLocal<>();

    private Waits() {}

    /** From now on, for waits that begin later. Twice is as good as once. */
    static void follow() {
        Awaitility.setDefaultTimeout(Patience.OF_TESTS);
        Awaitility.setDefaultConditionEvaluationListener(ALL);
    }

    /** By the thread that waits, before the first look. */
    @Override
    public void beforeEvaluation(StartEvaluationEvent<@Nullable Object> event) {
        Wait around = CURRENT.get();
        Thread me = Thread.currentThread();
        Wait wait = new Wait(
                Objects.requireNonNullElse(event.getAlias(), ""), around == null ? null : around.lookedAtBy(me));
        CURRENT.set(wait);
        LAST.put(me, wait);
    }

    @Override
    public void conditionEvaluated(EvaluatedCondition<@Nullable Object> condition) {
        Wait wait = CURRENT.get();
        if (wait != null) {
            Object value = condition.getValue();
            wait.lookedAtBy(Thread.currentThread()).sees(value == null ? condition.getDescription() : value);
        }
    }

    /** By the thread that waits. */
    @Override
    public void exceptionIgnored(IgnoredException exception) {
        Wait wait = LAST.get(Thread.currentThread());
        if (wait != null) {
            wait.fails(exception.getThrowable());
        }
    }

    /** By the thread that waits. */
    @Override
    public void onTimeout(TimeoutEvent event) {
        Wait wait = LAST.get(Thread.currentThread());
        if (wait != null) {
            throw new ConditionTimeoutException(
                    GivenUp.message(event.getDescription(), wait, othersThatWait()), wait.failure());
        }
    }

    private static Map<Thread, Wait> othersThatWait() {
        Map<Thread, Wait> others;
        synchronized (LAST) {
            others = new LinkedHashMap<>(LAST);
        }
        others.keySet().removeIf(thread -> thread.equals(Thread.currentThread()) || !isWaiting(thread));
        return others;
    }

    private static boolean isWaiting(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(AWAITER));
    }
}
