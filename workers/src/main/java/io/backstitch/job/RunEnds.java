package io.backstitch.job;

import io.backstitch.compensation.GroupCommit;
import io.backstitch.compensation.Saga;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.SagaState;
import io.backstitch.compensation.Sagas;
import io.backstitch.messaging.DomainEvent;
import io.backstitch.messaging.DomainEvents;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
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
    private final GroupCommit<Sagas.Ending, Sagas.Ended> endings = new GroupCommit<>(this::endAll);

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
        Sagas.Ended ended = endings.ask(new Sagas.Ending(saga, outcome));
        if (ended.now()) {
            count(ended.saga(), outcome);
        }
    }

    private List<Sagas.Ended> endAll(List<Sagas.Ending> these) {
        return transaction.execute(status -> {
            List<Sagas.Ended> all = jdbc.execute((ConnectionCallback<List<Sagas.Ended>>)
                    connection -> Sagas.end(connection, these, clock.instant()));
            events.publish(all.stream()
                    .filter(Sagas.Ended::now)
                    .map(Sagas.Ended::saga)
                    .map(this::event)
                    .toList());
            return all;
        });
    }

    /**
     * What others hear of the end.
     *
     * @param cause why it was unwound; null when it was not
     */
    private record End(
            String process,
            String run,
            @Nullable String outcome,
            SagaState saga,
            @Nullable String cause) {}

    private DomainEvent event(Saga saga) {
        return new DomainEvent(
                DomainEvent.RUN_ENDED,
                saga.id().businessId(),
                clock.instant(),
                new End(saga.id().process(), saga.id().businessId(), saga.outcome(), saga.state(), saga.cause()));
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
