package io.backstitch.stack.cli;

import io.backstitch.stack.Port;
import io.backstitch.stack.Ports;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.component.Http;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * Waits until Tasklist knows the forms. Tasklist 8.6 never shows the form of a task that was created in the seconds between the first
 * deployment of the form and its arrival in the search index.
 */
final class FormShown {
    private static final String FORM = "onboarding.review";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private FormShown() {}

    static void await(Ports ports) {
        String question = "http://127.0.0.1:" + ports.of(Port.OPENSEARCH) + "/tasklist-form-8.4.0_/_search?q=bpmnId:%22"
                + FORM + "%22";
        Instant deadline = Instant.now().plus(PATIENCE);
        try {
            while (!Http.get(question).body().contains(FORM)) {
                if (Instant.now().isAfter(deadline)) {
                    throw new StackFailure(
                            "Tasklist does not know the form " + FORM + " after " + PATIENCE.toSeconds() + " s.",
                            "See ./backstitch logs application: was it deployed? Then run ./backstitch up again.");
                }
                Thread.sleep(PAUSE);
            }
        } catch (IOException e) {
            throw new StackFailure(
                    "OpenSearch does not answer: " + e.getMessage() + ".", "See ./backstitch status.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted.", "Run ./backstitch up again.", e);
        }
    }
}
