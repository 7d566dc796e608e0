package io.backstitch.stack.junit;

import java.time.Duration;

/** How long tests wait. */
public final class Patience {
    /**
     * For what must happen, on a machine that is busy with something else, too. It is there so that a test ends, and measures nothing: who promises a
     * time has a limit of their own. Waits of Awaitility that name no limit have this one.
     */
    public static final Duration OF_TESTS = Duration.ofMinutes(2);

    private Patience() {}
}
