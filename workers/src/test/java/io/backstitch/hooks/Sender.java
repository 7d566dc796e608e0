package io.backstitch.hooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One who sends us events, over a connection of its own, and signs as the schemes say: by code that shares nothing with what verifies it. */
final class Sender {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;

    Sender(URI url) {
        this.url = url;
    }

    HttpResponse<String> post(String body, Map<String, String> headers) {
        return post(HttpRequest.newBuilder(url).POST(BodyPublishers.ofString(body)), headers);
    }

    HttpResponse<String> post(HttpRequest.Builder request, Map<String, String> headers) {
        headers.forEach(request::header);
        try {
            return http.send(request.uri(url).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> standardWebhooks(String secret, String id, Instant at, String body) {
        byte[] key = Base64.getDecoder().decode(secret.replace("whsec_", ""));
        byte[] mac = mac(key, id + "." + at.getEpochSecond() + "." + body);
        return json(Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                String.valueOf(at.getEpochSecond()),
                "webhook-signature",
                "v1," + Base64.getEncoder().encodeToString(mac)));
    }

    static Map<String, String> github(String secret, String delivery, String body) {
        return json(Map.of(
                "X-GitHub-Delivery",
                delivery,
                "X-Hub-Signature-256",
                "sha256=" + hex(mac(secret.getBytes(UTF_8), body))));
    }

    static Map<String, String> stripe(String secret, Instant at, String body) {
        long seconds = at.getEpochSecond();
        return json(Map.of(
                "Stripe-Signature",
                "t=%d,v1=%s".formatted(seconds, hex(mac(secret.getBytes(UTF_8), seconds + "." + body)))));
    }

    static Map<String, String> slack(String secret, Instant at, String body) {
        long seconds = at.getEpochSecond();
        return json(Map.of(
                "X-Slack-Request-Timestamp",
                String.valueOf(seconds),
                "X-Slack-Signature",
                "v0=" + hex(mac(secret.getBytes(UTF_8), "v0:" + seconds + ":" + body))));
    }

    /** With another header, or another value of one. */
    static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> json(Map<String, String> headers) {
        return with(headers, "Content-Type", "application/json");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] mac(byte[] key, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
