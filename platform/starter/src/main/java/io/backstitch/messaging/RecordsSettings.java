package io.backstitch.messaging;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom we believe that a record is the engine's. Each key is 32 bytes or more, as base64.
 *
 * @param keys with which the engine's exporter signs, or will; without any every record is believed, and the start says so
 * @param retiredKeys with which it signed once: believed up to where the topic ended when they first stood here
 */
@ConfigurationProperties("backstitch.records")
record RecordsSettings(
        @DefaultValue({}) List<String> keys,
        @DefaultValue({}) List<String> retiredKeys) {

    RecordsSettings {
        keys = present(keys);
        retiredKeys = present(retiredKeys);
        if (keys.isEmpty() && !retiredKeys.isEmpty()) {
            throw new IllegalArgumentException(
                    "backstitch.records.retired-keys has keys, but backstitch.records.keys has none: nothing could be believed");
        }
    }

    private static List<String> present(List<String> keys) {
        return keys.stream().map(String::strip).filter(key -> !key.isEmpty()).toList();
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "RecordsSettings[%d keys, %d retired]".formatted(keys.size(), retiredKeys.size());
    }
}
