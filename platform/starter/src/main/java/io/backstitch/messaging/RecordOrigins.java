package io.backstitch.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the records of the engine from what anybody else writes into their topic. What is signed with a key that we know is the engine's.
 * What is not signed, or with a key that was retired, is believed {@linkplain BelievedUntil up to where it was once}. Without keys all is
 * believed that can be.
 */
@Component
class RecordOrigins {

    private static final Logger log = LoggerFactory.getLogger(RecordOrigins.class);
    /** An engine that handles a million records a second needs 35 years to get there. */
    private static final long FARTHEST = 1L << 50;

    private static final Duration AHEAD = Duration.ofDays(1);
    private static final Origin.Believed BELIEVED = new Origin.Believed();

    private final Map<String, RecordKey> keys;
    private final Map<String, RecordKey> retired;
    private final BelievedUntil until;
    private final JsonMapper json;
    private final Clock clock;

    RecordOrigins(RecordsSettings settings, BelievedUntil until, JsonMapper json, Clock clock) {
        this.keys = byId(settings.keys());
        this.retired = byId(settings.retiredKeys());
        this.until = until;
        this.json = json;
        this.clock = clock;
        if (keys.isEmpty()) {
            log.warn(
                    "The engine's records are believed without a signature: whoever may write to their topic can forge an approval. Set"
                            + " BACKSTITCH_RECORDS_KEY for the brokers, and then BACKSTITCH_RECORDS_KEYS here (docs/security.md)");
        } else {
            log.info("The engine's records are believed when they are signed with {}", keys.keySet());
        }
    }

    private static Map<String, RecordKey> byId(List<String> keys) {
        return keys.stream()
                .map(RecordKey::new)
                .collect(toUnmodifiableMap(RecordKey::id, key -> key, (key, same) -> key));
    }

    /** Who has written it. */
    Origin of(ConsumerRecord<String, String> message) {
        String signer = new String(RecordKey.header(message, "signer"), UTF_8);
        RecordKey known = known(signer);
        if (known == null) {
            return unproven(message, signer.equals(RecordKey.NOBODY));
        }
        if (!known.hasSigned(message)) {
            return Origin.Reason.BAD_SIGNATURE.refused();
        }
        if (!keys.containsKey(signer) && !until.isBelieved(signer, message)) {
            return Origin.Reason.RETIRED_KEY.refused();
        }
        return new Origin.Engine(
                Integer.parseInt(text(message, "partition")), number(message, "position"), number(message, "previous"));
    }

    private @Nullable RecordKey known(String id) {
        RecordKey key = keys.get(id);
        return key == null ? retired.get(id) : key;
    }

    private Origin unproven(ConsumerRecord<String, String> message, boolean unsigned) {
        if (!keys.isEmpty()) {
            if (!unsigned) {
                return Origin.Reason.UNKNOWN_KEY.refused();
            }
            if (!until.isBelieved(RecordKey.NOBODY, message)) {
                return Origin.Reason.UNSIGNED.refused();
            }
        }
        return isPlausible(message) ? BELIEVED : Origin.Reason.IMPLAUSIBLE.refused();
    }

    /** What cannot be read is not believed anyway, further on. */
    private boolean isPlausible(ConsumerRecord<String, String> message) {
        try {
            EngineRecord record = EngineRecord.read(message, json);
            return record.position() < FARTHEST
                    && record.timestamp().isBefore(clock.instant().plus(AHEAD));
        } catch (UnreadableRecord e) {
            return true;
        }
    }

    private static long number(ConsumerRecord<String, String> message, String header) {
        return Long.parseLong(text(message, header));
    }

    private static String text(ConsumerRecord<String, String> message, String header) {
        return new String(RecordKey.header(message, header), UTF_8);
    }
}
