package io.backstitch.messaging;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the engine's incidents are sent beside Kafka.
 *
 * @param webhookUrl takes a POST for each; without it there is none
 * @param webhookSecret from the environment: signs each, in base64 with or without {@code whsec_} in front; required with a URL
 * @param webhookAttempts how often one is sent at most
 * @param webhookFirstDelay before the second attempt; each next one waits about twice as long, up to
 * @param webhookMaxDelay this
 * @param webhookTimeout how long the other side may take to connect, and again to answer
 */
@ConfigurationProperties("backstitch.incidents")
record IncidentSettings(
        @Nullable URI webhookUrl,
        @Nullable String webhookSecret,
        @DefaultValue("30") int webhookAttempts,
        @DefaultValue("1s") Duration webhookFirstDelay,
        @DefaultValue("30m") Duration webhookMaxDelay,
        @DefaultValue("5s") Duration webhookTimeout) {

    IncidentSettings {
        if (webhookUrl != null && (webhookSecret == null || webhookSecret.isBlank())) {
            throw new IllegalArgumentException("backstitch.incidents.webhook-secret is missing: the alerts to "
                    + webhookUrl.getHost() + " are to be signed. Set BACKSTITCH_INCIDENTS_WEBHOOK_SECRET");
        }
        if (webhookAttempts < 1) {
            throw new IllegalArgumentException(
                    "backstitch.incidents.webhook-attempts is %d: at least 1".formatted(webhookAttempts));
        }
    }

    /** Without the secret, and without an address that may hold one: it may end in a log. */
    @Override
    public String toString() {
        return "IncidentSettings[webhook=%s]".formatted(webhookUrl == null ? "none" : webhookUrl.getHost());
    }
}
