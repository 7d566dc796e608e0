package io.backstitch.stack.torture;

import java.time.Duration;

/** Times as people read them. */
final class Clocks {
    private Clocks() {}

    /** For instance {@code 03:07}. */
    static String minutes(Duration duration) {
        return "%02d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
