package io.backstitch.job;

import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;
import org.springframework.stereotype.Component;

/** What the failures of Kafka's clients mean. */
@Component
class KafkaFailures implements PartnerFailures {

    @Override
    public Optional<Meaning> meaning(Throwable cause) {
        return Optional.empty();
    }

    @Override
    public boolean isTrouble(Throwable cause) {
        return cause instanceof RetriableException;
    }
}
