package io.backstitch.endtoend;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.SandboxClient;
import java.net.URI;
import java.util.Map;

/** Starts our application on the stack of the test run, once. */
final class ApplicationOnStack {

    private ApplicationOnStack() {}

    static void start(RunningStack stack) {
        if (!stack.isRunning(Part.APPLICATION)) {
            // Tests start more runs of that lane in a row than they have patience for at two a second.
            stack.startApplication(
                    "io.backstitch.Application", Map.of("BACKSTITCH_LANES_AUTOMATION_STARTRATE", "10/s"));
        }
    }

    static SandboxClient partners(RunningStack stack) {
        return new SandboxClient(URI.create(stack.url(Part.SANDBOX)));
    }
}
