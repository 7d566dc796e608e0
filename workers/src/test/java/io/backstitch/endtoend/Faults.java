package io.backstitch.endtoend;

import io.backstitch.stack.sandbox.Fault;
import java.time.Duration;

/** How partners misbehave for several tests. */
final class Faults {

    private Faults() {}

    /**
     * The partner says no, and takes its time for it. A test that acts between two attempts has half a minute: the pauses alone are drawn, and all five
     * attempts may be over in four seconds.
     */
    static Fault[] slowNo(String match) {
        return new Fault[] {
            Fault.delay(Duration.ofSeconds(6)).matching(match),
            Fault.status(451).matching(match)
        };
    }
}
