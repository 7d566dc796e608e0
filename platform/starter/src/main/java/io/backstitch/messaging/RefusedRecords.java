package io.backstitch.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Messages in the records' topic that are not the engine's. Nobody is handed one, and none moves a position. A flood of them fills
 * neither disk nor log: some of each minute are told one by one and {@linkplain RecordsAside kept}, the rest of them is counted.
 *
 * <p>Metric {@code backstitch.records.refused}: messages that were refused, by {@code reason}.
 */
@Component
class RefusedRecords {

    private static final Logger log = LoggerFactory.getLogger(RefusedRecords.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int TOLD_EACH = 20;

    private final RecordsAside aside;
    private final MeterRegistry metrics;
    private final Clock clock;
    private Instant begin = Instant.MIN;
    private long inPeriod;

    RefusedRecords(RecordsAside aside, MeterRegistry metrics, Clock clock) {
        this.aside = aside;
        this.metrics = metrics;
        this.clock = clock;
    }

    void refuse(ConsumerRecord<String, String> message, Origin.Refused refused) {
        metrics.counter(
                        "backstitch.records.refused",
                        "reason",
                        refused.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .increment();
        if (mayTell()) {
            aside.keepRefused(message, "refused: " + refused.why());
            log.error(
                    "A record is refused, and nothing is done about it: {}-{}@{}: {}. docs/security.md says who may write there",
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    refused.why());
        }
    }

    private synchronized boolean mayTell() {
        Instant now = clock.instant();
        if (!now.isBefore(begin.plus(PERIOD))) {
            if (inPeriod > TOLD_EACH) {
                log.error("{} more records were refused in the minute before", inPeriod - TOLD_EACH);
            }
            begin = now;
            inPeriod = 0;
        }
        inPeriod++;
        return inPeriod <= TOLD_EACH;
    }
}
