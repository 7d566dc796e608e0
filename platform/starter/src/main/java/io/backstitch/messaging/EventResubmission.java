package io.backstitch.messaging;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends events again that were not sent: every few seconds while Kafka is there, the oldest first. What an instance had in hand when it
 * died counts as not sent a minute later (see {@code spring.modulith.events.staleness}); any instance takes it up.
 */
@Component
class EventResubmission {

    private static final Logger log = LoggerFactory.getLogger(EventResubmission.class);
    private static final int BATCH = 200;

    private final FailedEventPublications failed;
    private final KafkaPresence presence;

    EventResubmission(FailedEventPublications failed, KafkaPresence presence) {
        this.failed = failed;
        this.presence = presence;
    }

    @Scheduled(fixedDelay = 2000)
    void resubmit() {
        if (!presence.isThere()) {
            return;
        }
        try {
            failed.resubmit(ResubmissionOptions.defaults().withBatchSize(BATCH).withMaxInFlight(2 * BATCH));
        } catch (DataAccessException e) {
            log.warn("Events that were not sent wait for the database: {}", e.getMessage());
        }
    }
}
