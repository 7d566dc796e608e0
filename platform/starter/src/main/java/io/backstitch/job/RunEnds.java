package io.backstitch.job;

import io.backstitch.compensation.Saga;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.SagaState;
import io.backstitch.compensation.Sagas;
import io.backstitch.messaging.DomainEvent;
import io.backstitch.messaging.DomainEvents;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records how a run has ended, and tells it: each end once, soon after. The record itself is the outbox, so that an end costs one
 * statement, and the events of many ends leave together.
 *
 * <p>Metric {@code backstitch.runs.ended}: runs that have ended, by {@code process}, {@code outcome} (the end of the model) and
 * {@code saga} (COMPLETED, COMPENSATED, PARTLY_COMPENSATED).
 */
@Component
class RunEnds {

    private static final Logger log = LoggerFactory.getLogger(RunEnds.class);
    private static final int AT_ONCE = 200;

    private final Sagas sagas;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DomainEvents events;
    private final MeterRegistry metrics;

    RunEnds(
            Sagas sagas,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            DomainEvents events,
            MeterRegistry metrics) {
        this.sagas = sagas;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.events = events;
        this.metrics = metrics;
    }

    /** Ends the run; a second call changes nothing and tells nobody. False while effects are left to undo: then it has not ended. */
    boolean end(SagaId saga, String outcome) {
        Sagas.Ended ended = sagas.end(saga, outcome);
        if (ended.now()) {
            count(ended.saga(), outcome);
        }
        return ended.saga().state().hasEnded();
    }

    /** Tells others of the ends since the last time. */
    @Scheduled(fixedDelay = 200)
    void tell() {
        try {
            while (tellSome() == AT_ONCE) {
                log.debug("There are more ends to tell of");
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("The ends of runs are told when the database is back: {}", e.getMessage());
        }
    }

    private int tellSome() {
        return transaction.execute(status -> {
            List<Saga> ended =
                    jdbc.execute((ConnectionCallback<List<Saga>>) connection -> Sagas.takeUntold(connection, AT_ONCE));
            events.publish(ended.stream().map(RunEnds::event).toList());
            return ended.size();
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

    private static DomainEvent event(Saga saga) {
        return new DomainEvent(
                DomainEvent.RUN_ENDED,
                saga.id().businessId(),
                Objects.requireNonNull(saga.endedAt()),
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
