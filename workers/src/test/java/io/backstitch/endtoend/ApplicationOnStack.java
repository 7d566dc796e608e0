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
            // A job that a dead worker had comes back when its time is up: shorter here than in production.
            stack.startApplication(
                    "io.backstitch.Application",
                    Map.of(
                            "BACKSTITCH_RETRY_EXTERNALAPI_TIMELIMIT", "15s",
                            "BACKSTITCH_RETRY_DATABASEWRITE_TIMELIMIT", "15s"));
        }
    }

    static SandboxClient partners(RunningStack stack) {
        return new SandboxClient(URI.create(stack.url(Part.SANDBOX)));
    }
}
