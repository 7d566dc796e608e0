package io.backstitch.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Plays the other side of a webhook: remembers what it is sent, and answers as it is told, then with 204. */
final class PlayedWebhook implements AutoCloseable {

    /** One request. */
    record Taken(String id, String timestamp, String signature, String body) {}

    final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final HttpServer server;

    PlayedWebhook() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::take);
        server.start();
    }

    String url() {
        return "http://localhost:%d/hook".formatted(server.getAddress().getPort());
    }

    void answers(Integer... statuses) {
        answers.addAll(List.of(statuses));
    }

    void neverTakes(String id) {
        refused.add(id);
    }

    /** As the standard says, with the standard library only. */
    static String sign(String secret, Taken taken) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            String signed = taken.id() + "." + taken.timestamp() + "." + taken.body();
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        Taken request = new Taken(
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        taken.add(request);
        Integer next = answers.poll();
        int status = refused.contains(request.id()) ? 500 : next == null ? 204 : next;
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
