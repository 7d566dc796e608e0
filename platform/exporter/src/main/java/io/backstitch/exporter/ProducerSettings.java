package io.backstitch.exporter;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How Kafka's producer is set up: a person's settings over our defaults, and over both what order and durability rest on. */
record ProducerSettings(ExporterSettings settings, String clientId) {

    /** In bytes. The engine takes commands of 4 MiB; a model of that size stands in its record as Base64, a third longer. */
    static final int LARGEST_RECORD = 6 * 1024 * 1024;

    private static final Map<String, Object> DEFAULTS = Map.of(
            ProducerConfig.LINGER_MS_CONFIG, 5,
            ProducerConfig.BUFFER_MEMORY_CONFIG, 8L * 1024 * 1024,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD,
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
            ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 100,
            ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000,
            ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 2_000,
            ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);

    private static final Map<String, Object> FIXED = Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            // One after the other: when one is given up, nothing that comes behind it is on its way.
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            1,
            ProducerConfig.RETRIES_CONFIG,
            Integer.MAX_VALUE,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            Integer.MAX_VALUE);

    Map<String, Object> all() {
        Map<String, Object> all = new HashMap<>(DEFAULTS);
        all.putAll(settings.producer());
        all.putAll(FIXED);
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        all.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        return all;
    }
}
