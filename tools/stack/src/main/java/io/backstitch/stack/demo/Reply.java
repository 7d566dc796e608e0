package io.backstitch.stack.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** What a part of the stack answered: a status, and JSON if there was any. */
public record Reply(int status, JsonNode body) {
    /** Reads what is known and passes over the rest. */
    public static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /**
     * Sends the request and waits for the whole answer, for ten seconds at most.
     *
     * @throws IOException when nobody answers
     */
    public static Reply to(HttpRequest.Builder request) throws IOException {
        return to(request, PATIENCE);
    }

    /**
     * The same for what takes its time.
     *
     * @throws IOException when nobody answers
     */
    public static Reply to(HttpRequest.Builder request, Duration patience) throws IOException {
        // The client's own time-out ends with the head of the answer; whoever stands still within the body is waited
        // for without end.
        var answer = HTTP.sendAsync(request.build(), BodyHandlers.ofString());
        try {
            var response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(response.statusCode(), json(response.body()));
        } catch (ExecutionException e) {
            throw new IOException("No answer", e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("No answer within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    /**
     * Sends the request and copies a yes to the stream as it comes, however long that takes; the body of the reply is null then.
     *
     * @throws IOException when nobody answers, or the answer breaks off
     */
    public static Reply copy(HttpRequest.Builder request, OutputStream out) throws IOException {
        try {
            var response = HTTP.send(request.timeout(PATIENCE).build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() / 100 == 2) {
                    body.transferTo(out);
                    return new Reply(response.statusCode(), NullNode.getInstance());
                }
                return new Reply(response.statusCode(), json(new String(body.readAllBytes(), StandardCharsets.UTF_8)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    /** A request for this address, to be completed. */
    public static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri);
    }

    /** Whether the answer is a yes. */
    public boolean isOk() {
        return status / 100 == 2;
    }

    /** Why not, in the words of the one who said no. */
    public String reason() {
        String words =
                body.path("detail").asString(body.path("error_description").asString(""));
        return words.isEmpty() ? "status " + status : "status %d, %s".formatted(status, words);
    }

    private static JsonNode json(String body) {
        try {
            return body.isBlank() ? NullNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException e) {
            return NullNode.getInstance(); // An error page of a proxy or server: the status says it.
        }
    }
}
