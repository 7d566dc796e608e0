package io.backstitch.endtoend;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.RunningStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A task that is created before Tasklist has seen its form never shows it: wait until it has. */
final class ReviewForm {

    private static final String COUNT = "/tasklist-form-*/_count?q=bpmnId:%22onboarding.review%22";

    private ReviewForm() {}

    static void await(RunningStack stack) {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(stack.url(Part.OPENSEARCH) + COUNT))
                .build();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> http.send(request, BodyHandlers.ofString()).body().matches(".*\"count\":[1-9].*"));
    }
}
