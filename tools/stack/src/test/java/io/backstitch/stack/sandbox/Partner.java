package io.backstitch.stack.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** Calls the payments partner as an application would, and shows what came over the wire. */
record Partner(URI url) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What the partner said. */
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode body() {
            return Json.MAPPER.readTree(response.body());
        }

        String id() {
            return body().path("id").asString();
        }

        String errorCode() {
            return body().path("error").path("code").asString();
        }
    }

    static String aCharge(long amount) {
        return aCharge(amount, "tok_visa");
    }

    static String aCharge(long amount, String card) {
        return """
               {"amount":%d,"currency":"EUR","card":"%s","reference":"customer-1"}""".formatted(amount, card);
    }

    static String aPayout(long amount, String payee) {
        return """
               {"amount":%d,"currency":"EUR","payee":"%s","reference":"report-1"}""".formatted(amount, payee);
    }

    Answer charge(String key, String body) throws IOException {
        return send("POST", "/payments/charges", key, body);
    }

    Answer refund(String key, String charge, long amount) throws IOException {
        return send("POST", "/payments/refunds", key, "{\"charge\":\"%s\",\"amount\":%d}".formatted(charge, amount));
    }

    Answer payOut(String key, String body) throws IOException {
        return send("POST", "/payments/payouts", key, body);
    }

    Answer recall(String key, String payout, long amount) throws IOException {
        return send("POST", "/payments/recalls", key, "{\"payout\":\"%s\",\"amount\":%d}".formatted(payout, amount));
    }

    Answer operation(String key) throws IOException {
        return send("GET", "/payments/operations?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8), "", "");
    }

    Answer send(String method, String path, String key, String body) throws IOException {
        var request = HttpRequest.newBuilder(url.resolve(path)).method(method, BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
