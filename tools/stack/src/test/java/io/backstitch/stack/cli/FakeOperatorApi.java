package io.backstitch.stack.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plays the application: answers what it is told to, and remembers what it was asked. */
final class FakeOperatorApi implements AutoCloseable {

    /** What a caller sent. */
    record Asked(String request, String token, String body, String key) {}

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    final List<Asked> asked = new CopyOnWriteArrayList<>();

    FakeOperatorApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** From now on this is the answer to, for instance, {@code GET /api/dead-letters}, whatever stands behind the path. */
    void answers(String request, int status, String body) {
        answers.put(request, new Answer(status, body));
    }

    /** Problem details, as the application sends them. */
    void refuses(String request, int status, String detail) {
        answers(request, status, """
                {"detail": "%s", "instance": "/api", "status": %d, "title": "No"}""".formatted(detail, status));
    }

    private void handle(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        asked.add(new Asked(exchange.getRequestMethod() + " " + uri, token, body, key));
        Answer answer = answers.getOrDefault(
                exchange.getRequestMethod() + " " + uri.getPath(), new Answer(500, "nobody thought of " + uri));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
