package io.backstitch.intake;

import io.backstitch.model.ModelDeployment;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings stored triggers to the engine, oldest first: publishes the start message of the process with the run's id as
 * message id and correlation key, so that the engine starts one run however often the message comes. While the engine is
 * away, or does not have our models yet, the triggers wait in the database.
 *
 * @see <a href="https://microservices.io/patterns/data/transactional-outbox.html">Transactional outbox</a>
 */
@Component
class Relay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** Longer than any repeat of a publication: within it the engine refuses the second message. */
    private static final Duration TIME_TO_LIVE = Duration.ofHours(24);

    private static final int BATCH = 50;

    private final CamundaClient client;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final BooleanSupplier mayStart;
    private final Clock clock;
    private final Semaphore work = new Semaphore(0);
    private volatile boolean running;

    @Autowired
    Relay(
            @Lazy CamundaClient client,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ModelDeployment models,
            Clock clock) {
        this(client, jdbc, transaction, models::isDone, clock);
    }

    /** With another word for when runs may start. */
    Relay(
            CamundaClient client,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            BooleanSupplier mayStart,
            Clock clock) {
        this.client = client;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.mayStart = mayStart;
        this.clock = clock;
    }

    /** There is a new trigger. */
    void wake() {
        work.release();
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("intake-relay").start(this::relayUntilStopped);
    }

    @Override
    public void stop() {
        running = false;
        wake();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void relayUntilStopped() {
        while (running) {
            try {
                boolean more = mayStart.getAsBoolean() && relayBatch();
                if (!more) {
                    work.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                    work.drainPermits();
                }
            } catch (ClientException | DataAccessException | TransactionException e) {
                log.warn("Triggers wait to be relayed and are tried again in {}: {}", POLL, e.getMessage());
                pause();
            } catch (RuntimeException e) {
                // Whatever it is: a relay that has ended would leave runs that were accepted where they are, unseen.
                log.error("Triggers could not be relayed and are tried again in {}", POLL, e);
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    /** Relays the oldest; returns whether the batch was full, so that there may be more. */
    private boolean relayBatch() {
        List<Waiting> batch = jdbc.sql("""
                        SELECT id, process, variables || jsonb_build_object('businessId', id, 'saga', process || '/' || id) AS variables
                        FROM run WHERE relayed_at IS NULL ORDER BY accepted_at LIMIT ?
                        """).param(BATCH).query(Waiting::read).list();
        for (Waiting waiting : batch) {
            transaction.executeWithoutResult(status -> relayOne(waiting));
        }
        return batch.size() == BATCH;
    }

    /** Another instance that has the row at this moment relays it. */
    private void relayOne(Waiting waiting) {
        boolean mine = jdbc.sql("SELECT id FROM run WHERE id = ? AND relayed_at IS NULL FOR UPDATE SKIP LOCKED")
                .param(waiting.id())
                .query(String.class)
                .optional()
                .isPresent();
        if (mine) {
            publish(waiting);
            jdbc.sql("UPDATE run SET relayed_at = ? WHERE id = ?")
                    .params(Timestamp.from(clock.instant()), waiting.id())
                    .update();
        }
    }

    private void publish(Waiting waiting) {
        try {
            client.newPublishMessageCommand()
                    .messageName(waiting.process() + ".requested")
                    .correlationKey(waiting.id())
                    .messageId(waiting.id())
                    .timeToLive(TIME_TO_LIVE)
                    .variables(waiting.variables())
                    .send()
                    .join();
        } catch (ClientStatusException e) {
            if (e.getStatusCode() != Status.Code.ALREADY_EXISTS) {
                throw e;
            }
            log.info("Run {} had been relayed before", waiting.id());
        }
    }

    private record Waiting(String id, String process, String variables) {
        static Waiting read(ResultSet row, int number) throws SQLException {
            return new Waiting(row.getString("id"), row.getString("process"), row.getString("variables"));
        }
    }
}
