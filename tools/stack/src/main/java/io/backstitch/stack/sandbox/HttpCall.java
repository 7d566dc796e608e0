package io.backstitch.stack.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One HTTP call and its one answer, or none. */
final class HttpCall {
    private final HttpExchange exchange;
    private final byte[] bytes;
    private final String body;

    /** Reads the whole body. */
    HttpCall(HttpExchange exchange) throws IOException {
        this.exchange = exchange;
        this.bytes = exchange.getRequestBody().readAllBytes();
        this.body = new String(bytes, StandardCharsets.UTF_8);
    }

    String method() {
        return exchange.getRequestMethod();
    }

    String path() {
        return exchange.getRequestURI().getPath();
    }

    /** Method and path in one, to switch on: {@code GET /health}. */
    String route() {
        return method() + " " + path();
    }

    /** What follows the prefix in the path; empty when it does not start with it or nothing follows. */
    String pathAfter(String prefix) {
        return path().startsWith(prefix) ? path().substring(prefix.length()) : "";
    }

    Optional<String> query(String name) {
        return parameters().stream()
                .filter(one -> one.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** What the query says, in its order. */
    private List<Map.Entry<String, String>> parameters() {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null
                ? List.of()
                : Arrays.stream(query.split("&", -1))
                        .map(pair -> pair.split("=", 2))
                        .map(pair -> Map.entry(decoded(pair[0]), pair.length == 2 ? decoded(pair[1]) : ""))
                        .toList();
    }

    /** With U+FFFD for what is no text in UTF-8. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "\uFFFD";
        }
    }

    /** Refuses what a partner does; the query may have these parameters. */
    void requireStrict(Set<String> parameters) {
        PartnerRules.request(exchange.getRequestHeaders(), bytes);
        PartnerRules.query(parameters(), parameters);
    }

    @Nullable
    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    String body() {
        return body;
    }

    <T extends Record> T json(Class<T> type) {
        return Json.read(Json.STRICT.readTree(body), type);
    }

    /** One, or a list of them. */
    <T extends Record> List<T> jsonList(Class<T> type) {
        var json = Json.STRICT.readTree(body);
        return json.isArray()
                ? json.valueStream().map(element -> Json.read(element, type)).toList()
                : List.of(Json.read(json, type));
    }

    /** Sets a header of the answer to come. */
    void answerHeader(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    void answer(int status, Object json) throws IOException {
        answer(status, "application/json", json);
    }

    void answerNothing() throws IOException {
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    /** Says no as a problem detail (RFC 9457). */
    void problem(int status, String detail) throws IOException {
        answer(status, "application/problem+json", Map.of("status", status, "detail", detail));
    }

    /** Closes the connection without an answer. */
    void cut() {
        exchange.close();
    }

    private void answer(int status, String type, Object json) throws IOException {
        byte[] bytes = Json.MAPPER.writeValueAsBytes(json);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
