package io.backstitch.stack.torture.insider;

import io.backstitch.stack.demo.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * What a browser of a person in Tasklist or Operate does: logs in at Keycloak, keeps the cookies, and shows the token against forged requests. For one
 * thread.
 */
final class WebSession {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_REDIRECTS = 12;
    private static final int UNAUTHORIZED = 401;
    private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");
    private static final String CSRF = "x-csrf-token";

    private final URI server;
    private final String page;
    private final String user;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    /** Kept here, since the JDK's own sends those that are marked as secure to nobody on this machine. */
    private final Map<String, String> cookies = new TreeMap<>();

    private final Map<String, String> tokens = new TreeMap<>();
    private boolean loggedIn;

    /** @param page of the application on that server, for instance {@code /operate} */
    WebSession(URI server, String page, String user) {
        this.server = server;
        this.page = page;
        this.user = user;
    }

    /**
     * Calls the API behind the pages; logs in before, where that is needed.
     *
     * @param path on the server
     * @throws IOException when nobody answers, or the login fails
     */
    Reply send(String method, String path, @Nullable Object body) throws IOException {
        if (!loggedIn) {
            logIn();
        }
        Reply reply = call(method, path, body);
        if (reply.status() != UNAUTHORIZED) {
            return reply;
        }
        loggedIn = false; // It was started again, and has forgotten us.
        logIn();
        return call(method, path, body);
    }

    private Reply call(String method, String path, @Nullable Object body) throws IOException {
        HttpRequest.Builder request = Reply.request(server.resolve(path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(Reply.JSON.writeValueAsString(body)));
        HttpResponse<String> answer = exchange(request);
        return new Reply(answer.statusCode(), json(answer.body()));
    }

    private static JsonNode json(String body) {
        try {
            return body.isBlank() ? NullNode.getInstance() : Reply.JSON.readTree(body);
        } catch (JacksonException page) {
            return NullNode.getInstance();
        }
    }

    private void logIn() throws IOException {
        cookies.clear();
        tokens.clear();
        Matcher form =
                FORM.matcher(follow(Reply.request(server.resolve(page)).GET()).body());
        if (!form.find()) {
            throw new IOException("Keycloak shows no login for " + page);
        }
        String fields = "username=%s&password=demo".formatted(URLEncoder.encode(user, StandardCharsets.UTF_8));
        HttpResponse<String> answer =
                follow(Reply.request(URI.create(form.group(1).replace("&amp;", "&")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(fields)));
        loggedIn =
                answer.statusCode() / 100 == 2 && !FORM.matcher(answer.body()).find();
    }

    private HttpResponse<String> follow(HttpRequest.Builder request) throws IOException {
        HttpResponse<String> answer = exchange(request);
        for (int i = 0; i < MOST_REDIRECTS && answer.statusCode() / 100 == 3; i++) {
            URI next =
                    answer.uri().resolve(answer.headers().firstValue("Location").orElse("/"));
            answer = exchange(Reply.request(next).GET());
        }
        return answer;
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException {
        tokens.forEach(request::setHeader);
        if (!cookies.isEmpty()) {
            request.setHeader(
                    "Cookie", cookies.entrySet().stream().map(Object::toString).collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            keep(answer);
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private void keep(HttpResponse<String> answer) {
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String[] parts = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        answer.headers().map().forEach((name, values) -> {
            if (name.toLowerCase(Locale.ROOT).endsWith(CSRF)) {
                tokens.put(name, values.getFirst());
            }
        });
    }
}
