package io.backstitch.stack.junit;

import java.time.Duration;

/** How long tests wait. */
public final class Patience {
    /**
     * For what must happen, on a machine that is busy with something else, too. It is there so that a test ends, and measures nothing: who promises a
     * time has a limit of their own. Waits of Awaitility that name no limit have this one.
     */
    public static final Duration OF_TESTS = Duration.ofMinutes(2);

    /** For a process that starts, as for the parts of the stack: a machine that is busy with something else takes minutes for a JVM. */
    public static final Duration OF_STARTS = Duration.ofMinutes(4);

    private Patience() {}
}
