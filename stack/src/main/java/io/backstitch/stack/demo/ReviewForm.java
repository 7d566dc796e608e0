package io.backstitch.stack.demo;

import io.backstitch.stack.StackFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * The form of the review, as Tasklist has it. Tasklist 8.6 never shows the form of a task that was created before the form
 * had reached it, which takes some seconds after the very first deployment: so no review is started before that.
 */
final class ReviewForm {
    private static final String QUERY = "/tasklist-form-*/_count?q=bpmnId:%22onboarding.review%22";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final URI search;

    /** @param search the OpenSearch that Tasklist reads */
    ReviewForm(URI search) {
        this.search = search;
    }

    /** @throws StackFailure when it has not come after half a minute, or there is no OpenSearch to ask */
    void await() {
        long start = System.nanoTime();
        while (!isThere()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new StackFailure(
                        "Tasklist does not have the form of the review yet.",
                        "Try again in a moment; './backstitch logs tasklist' may tell why it takes so long.");
            }
            Pause.of(PAUSE);
        }
    }

    private boolean isThere() {
        try {
            return Reply.to(Reply.request(search.resolve(QUERY)))
                            .body()
                            .path("count")
                            .asInt(0)
                    > 0;
        } catch (IOException e) {
            throw new StackFailure(
                    "OpenSearch does not answer at %s.".formatted(search), "Start the stack: ./backstitch up", e);
        }
    }
}
