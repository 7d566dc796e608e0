package io.backstitch.stack.lifecycle;

import io.backstitch.stack.StackFailure;
import java.time.Duration;

/** Waits between two looks at something outside that cannot call us. */
final class Pause {
    private Pause() {}

    static void of(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted.", "Try again.", e);
        }
    }
}
