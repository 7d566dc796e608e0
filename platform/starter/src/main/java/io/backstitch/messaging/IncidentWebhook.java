package io.backstitch.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Sends alerts about incidents to the webhook, signed: each at least once, with the same {@code webhook-id} each time, within a second of
 * its incident when the other side is well. The order is not kept: receivers look at {@code time}. What is not taken in all its attempts
 * is given up with a line in the log, and stays in the table.
 *
 * <p>Metric {@code backstitch.incidents.alerts}: attempts, by {@code result} (delivered, failed, given-up).
 */
@Component
@ConditionalOnProperty("backstitch.incidents.webhook-url")
class IncidentWebhook {

    private static final Logger log = LoggerFactory.getLogger(IncidentWebhook.class);

    private final IncidentAlerts alerts;
    private final IncidentSettings settings;
    private final WebhookSignature signature;
    private final URI url;
    private final RestClient http;
    private final MeterRegistry metrics;

    IncidentWebhook(
            IncidentAlerts alerts, IncidentSettings settings, RestClient.Builder builder, MeterRegistry metrics) {
        this.alerts = alerts;
        this.settings = settings;
        this.signature = new WebhookSignature(Objects.requireNonNull(settings.webhookSecret()));
        this.url = Objects.requireNonNull(settings.webhookUrl());
        this.metrics = metrics;
        Duration patience = settings.webhookTimeout();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(patience).build());
        requests.setReadTimeout(patience);
        this.http = builder.requestFactory(requests).build();
    }

    /** One after the other, until one is not taken: then the others have their pause too. */
    @Scheduled(fixedDelay = 1000)
    void send() {
        try {
            while (sendNext()) {
                log.debug("There may be more alerts to send");
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("Alerts about incidents wait for the database: {}", e.getMessage());
        }
    }

    /** False when there is none, or it was not taken. */
    private boolean sendNext() {
        IncidentAlerts.Alert alert = alerts.take(
                        settings.webhookTimeout().multipliedBy(2),
                        settings.webhookFirstDelay(),
                        settings.webhookMaxDelay())
                .orElse(null);
        return alert != null && send(alert);
    }

    private boolean send(IncidentAlerts.Alert alert) {
        try {
            HttpStatusCode status = post(alert);
            if (status.is2xxSuccessful()) {
                alerts.delivered(alert);
                count("delivered");
                return true;
            }
            failed(alert, status.toString());
        } catch (RestClientException e) {
            failed(alert, String.valueOf(e.getMostSpecificCause()));
        }
        return false;
    }

    private HttpStatusCode post(IncidentAlerts.Alert alert) {
        return http.post()
                .uri(url)
                .contentType(MediaType.APPLICATION_JSON)
                .header("webhook-id", alert.id())
                .header("webhook-timestamp", String.valueOf(alert.at()))
                .header("webhook-signature", signature.of(alert.id(), alert.at(), alert.body()))
                .body(alert.body())
                .exchange((request, response) -> response.getStatusCode());
    }

    private void failed(IncidentAlerts.Alert alert, String why) {
        if (alert.attempt() < settings.webhookAttempts()) {
            count("failed");
            alerts.notTaken(alert);
            log.warn(
                    "The webhook at {} has not taken {} in attempt {} of {}, which is sent again: {}",
                    url.getHost(),
                    alert.id(),
                    alert.attempt(),
                    settings.webhookAttempts(),
                    why);
        } else {
            count("given-up");
            alerts.giveUp(alert);
            log.error(
                    "The webhook at {} has not taken {} in {} attempts, and nobody was told of it there: {}. It stays in the table"
                            + " incident_alert; the incident itself is a dead letter",
                    url.getHost(),
                    alert.id(),
                    settings.webhookAttempts(),
                    why);
        }
    }

    private void count(String result) {
        metrics.counter("backstitch.incidents.alerts", "result", result).increment();
    }
}
