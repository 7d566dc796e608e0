package io.backstitch.intake;

import io.backstitch.model.ModelDeployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings what was stored to the engine, oldest first, as messages with the run's id as correlation key: the engine starts one run
 * however often the message comes, and an event reaches the run that there is. While the engine is away, or does not have our models
 * yet, all waits in the database. How many messages are under way at a time grows while the engine takes them, and is halved each time it
 * says that it is too many.
 *
 * @see <a href="https://microservices.io/patterns/data/transactional-outbox.html">Transactional outbox</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5681">Additive increase, multiplicative decrease, as in TCP</a>
 */
@Component
class Relay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration BREATH = Duration.ofMillis(50);
    private static final int MOST = 64;
    /** So often the engine may refuse a message, once a second; then it is the message. */
    private static final int LAST_TRY = 10;

    private final Publications publications;
    private final MessagePublisher publisher;
    private final Undelivered undelivered;
    private final TransactionTemplate transaction;
    private final BooleanSupplier mayStart;
    private final Semaphore work = new Semaphore(0);
    private volatile boolean running;
    private int window = MOST;
    private boolean engineIsAway;

    @Autowired
    Relay(
            Publications publications,
            MessagePublisher publisher,
            Undelivered undelivered,
            TransactionTemplate transaction,
            ModelDeployment models) {
        this(publications, publisher, undelivered, transaction, models::isDone);
    }

    /** With another word for when runs may start. */
    Relay(
            Publications publications,
            MessagePublisher publisher,
            Undelivered undelivered,
            TransactionTemplate transaction,
            BooleanSupplier mayStart) {
        this.publications = publications;
        this.publisher = publisher;
        this.undelivered = undelivered;
        this.transaction = transaction;
        this.mayStart = mayStart;
    }

    /** There is something new. */
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
                waitFor(mayStart.getAsBoolean() ? relayBatch() : Next.WHEN_WOKEN);
            } catch (DataAccessException | TransactionException e) {
                log.warn("What came in waits to be relayed and is tried again in {}: {}", POLL, e.getMessage());
                pause(POLL);
            } catch (RuntimeException e) {
                // Whatever it is: a relay that has ended would leave runs that were accepted where they are, unseen.
                log.error("What came in could not be relayed and is tried again in {}", POLL, e);
                pause(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** When the next batch is due. */
    enum Next {
        AT_ONCE,
        SOON,
        WHEN_WOKEN,
        AFTER_A_WHILE
    }

    private void waitFor(Next next) throws InterruptedException {
        switch (next) {
            case AT_ONCE -> {}
            case SOON -> pause(BREATH);
            case AFTER_A_WHILE -> pause(POLL);
            case WHEN_WOKEN -> {
                boolean woken = work.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                log.trace("Something new: {}", woken);
                work.drainPermits();
            }
        }
    }

    private void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    /** One batch; when the next one is due. */
    Next relayBatch() {
        return transaction.execute(status -> {
            List<Publication> batch = new ArrayList<>(publications.takeStarts(window));
            batch.addAll(publications.takeEvents(window));
            return settle(batch, publisher.publish(batch));
        });
    }

    private Next settle(List<Publication> batch, List<MessagePublisher.Outcome> outcomes) {
        String away = null;
        boolean busy = false;
        boolean refused = false;
        for (int i = 0; i < batch.size(); i++) {
            Publication publication = batch.get(i);
            switch (outcomes.get(i)) {
                case MessagePublisher.Outcome.Taken taken -> publications.relayed(publication, taken.key());
                case MessagePublisher.Outcome.Away gone -> away = gone.reason();
                case MessagePublisher.Outcome.Busy ignored -> busy = true;
                case MessagePublisher.Outcome.Refused no -> {
                    refused = true;
                    refuse(publication, no.reason());
                }
            }
        }
        if (!batch.isEmpty()) {
            tellOnce(away);
        }
        window = busy ? Math.max(1, window / 2) : Math.min(MOST, window + 1);
        if (away != null || refused) {
            return Next.AFTER_A_WHILE;
        }
        if (busy) {
            return Next.SOON;
        }
        return batch.isEmpty() ? Next.WHEN_WOKEN : Next.AT_ONCE;
    }

    private void tellOnce(@Nullable String away) {
        if (away != null && !engineIsAway) {
            log.warn("The engine is away, and what came in waits: {}", away);
        } else if (away == null && engineIsAway) {
            log.info("The engine is back, and what waited is brought to it");
        }
        engineIsAway = away != null;
    }

    private void refuse(Publication publication, String reason) {
        publications.refused(publication);
        if (publication.tries() + 1 >= LAST_TRY) {
            undelivered.bury(publication, "The engine has refused it: " + reason);
        }
    }
}
