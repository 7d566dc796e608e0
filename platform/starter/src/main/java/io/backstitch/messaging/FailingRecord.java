package io.backstitch.messaging;

import io.backstitch.database.DataErrors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The record at which a handler fails now for a reason that nobody has thought of, and since when: a bug at one record is a bug at the next
 * attempt, too; a database that is away comes back. Of one reader.
 */
final class FailingRecord {

    /** Longer than a restart of what a handler may need. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Clock clock;
    private @Nullable Failing now;

    FailingRecord(Clock clock) {
        this.clock = clock;
    }

    private record Failing(int partition, long offset, Instant since) {}

    /** Why the message is not to be tried again: it has failed for too long. Empty when it comes again. */
    Optional<String> failed(ConsumerRecord<String, String> message, RuntimeException failure) {
        if (DataErrors.isAway(failure)) {
            now = null;
            return Optional.empty();
        }
        Failing before = now;
        if (before == null || before.partition() != message.partition() || before.offset() != message.offset()) {
            now = new Failing(message.partition(), message.offset(), clock.instant());
            return Optional.empty();
        }
        return before.since().plus(PATIENCE).isBefore(clock.instant())
                ? Optional.of("its handler fails: " + failure)
                : Optional.empty();
    }
}
