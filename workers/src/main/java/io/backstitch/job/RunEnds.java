package io.backstitch.job;

import io.backstitch.compensation.Saga;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.SagaState;
import io.backstitch.compensation.Sagas;
import io.backstitch.messaging.DomainEvent;
import io.backstitch.messaging.DomainEvents;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records how a run has ended, and tells it: once, in the transaction of the record.
 *
 * <p>Metric {@code backstitch.runs.ended}: runs that have ended, by {@code process}, {@code outcome} (the end of the model) and
 * {@code saga} (COMPLETED, COMPENSATED, PARTLY_COMPENSATED).
 */
@Component
class RunEnds {

    private static final Logger log = LoggerFactory.getLogger(RunEnds.class);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DomainEvents events;
    private final MeterRegistry metrics;
    private final Clock clock;

    RunEnds(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            DomainEvents events,
            MeterRegistry metrics,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.events = events;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Ends the run; a second call changes nothing and tells nobody. */
    void end(SagaId saga, String outcome) {
        Sagas.Ended ended = transaction.execute(status -> {
            Sagas.Ended it = Objects.requireNonNull(jdbc.execute((ConnectionCallback<Sagas.Ended>)
                    connection -> Sagas.end(connection, saga, outcome, clock.instant())));
            if (it.now()) {
                tell(it.saga(), outcome);
            }
            return it;
        });
        if (ended.now()) {
            count(ended.saga(), outcome);
        }
    }

    /**
     * What others hear of the end.
     *
     * @param cause why it was unwound; null when it was not
     */
    private record End(
            String process,
            String run,
            String outcome,
            SagaState saga,
            @Nullable String cause) {}

    private void tell(Saga saga, String outcome) {
        events.publish(new DomainEvent(
                DomainEvent.RUN_ENDED,
                saga.id().businessId(),
                clock.instant(),
                new End(saga.id().process(), saga.id().businessId(), outcome, saga.state(), saga.cause())));
    }

    private void count(Saga saga, String outcome) {
        metrics.counter(
                        "backstitch.runs.ended",
                        "process",
                        saga.id().process(),
                        "outcome",
                        outcome,
                        "saga",
                        saga.state().name())
                .increment();
        log.info("Run {} ended: {}, {}", saga.id(), outcome, saga.state());
    }
}
