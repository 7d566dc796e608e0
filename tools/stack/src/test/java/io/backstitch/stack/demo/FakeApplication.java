package io.backstitch.stack.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.backstitch.stack.demo.RunView.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Plays Keycloak and the application for the demo: each run is at once where its story wants it. */
final class FakeApplication implements AutoCloseable {
    private static final Step CREATED = step("create-customer");
    private static final Step CHARGED = step("charge-card");
    private static final Step CANCELLED = undo("cancel-customer", "create-customer");

    private final HttpServer server;
    private final Map<String, RunView> runs = new ConcurrentHashMap<>();
    /** Who set the budget of a cost centre. */
    final Map<String, String> budgets = new ConcurrentHashMap<>();
    /** Who handed in a report. */
    final Map<String, String> reports = new ConcurrentHashMap<>();

    volatile boolean ready = true;
    volatile boolean chargesEveryCard = false;

    FakeApplication() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String id = path.replaceFirst("^/api/runs/", "").replaceFirst("/cancel$", "");
        if (path.endsWith("/token")) {
            answer(exchange, 200, Map.of("access_token", "token-of-" + user(exchange)));
        } else if (path.endsWith("/readiness")) {
            answer(exchange, ready ? 200 : 503, Map.of());
        } else if (!String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                .startsWith("Bearer token-of-")) {
            answer(exchange, 401, Map.of("detail", "Send a valid access token"));
        } else if (path.startsWith("/api/expense-budgets/")) {
            budgets.put(path.substring(path.lastIndexOf('/') + 1), sender(exchange));
            answer(exchange, 200, List.of());
        } else if (path.equals("/api/expenses")) {
            String run = start(exchange);
            reports.put(run, sender(exchange));
            answer(exchange, 202, Map.of("id", run));
        } else if (path.equals("/api/onboardings")) {
            answer(exchange, 202, Map.of("id", start(exchange)));
        } else if (!runs.containsKey(id)) {
            answer(exchange, 404, Map.of("detail", "There is no run " + id));
        } else if (path.endsWith("/cancel")) {
            runs.put(id, ended(id, "ROLLED_BACK", "cancelled", CREATED, CANCELLED));
            answer(exchange, 202, Map.of());
        } else {
            answer(exchange, 200, runs.get(id));
        }
    }

    /** Who wants to log in. */
    private static String user(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return form.replaceFirst(".*username=([^&]*).*", "$1");
    }

    /** Whose token came with the request. */
    private static String sender(HttpExchange exchange) {
        return exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer token-of-".length());
    }

    private String start(HttpExchange exchange) {
        String id = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        runs.put(
                id,
                switch (id.substring(id.lastIndexOf('-') + 1)) {
                    case "bakery" -> ended(id, "ONBOARDED", null, CREATED, CHARGED);
                    case "theatre" ->
                        chargesEveryCard
                                ? ended(id, "ONBOARDED", null, CREATED, CHARGED)
                                : ended(id, "REJECTED", "card-declined", CREATED, CANCELLED);
                    case "namesake" ->
                        ended(
                                id,
                                "ROLLED_BACK",
                                "workspace-taken",
                                CREATED,
                                CHARGED,
                                undo("refund-card", "charge-card"),
                                CANCELLED);
                    default -> new RunView(id, "RUNNING", null, null, List.of(CREATED));
                });
        return id;
    }

    private static RunView ended(String id, String outcome, @Nullable String cause, Step... steps) {
        return new RunView(id, "ENDED", outcome, cause, List.of(steps));
    }

    private static Step step(String name) {
        return new Step("onboarding." + name, name, null, "COMPLETED");
    }

    private static Step undo(String name, String undone) {
        return new Step("onboarding." + name, name, undone, "COMPLETED");
    }

    private static void answer(HttpExchange exchange, int status, Object json) throws IOException {
        byte[] bytes = Reply.JSON.writeValueAsBytes(json);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
