package io.backstitch.intake;

import io.backstitch.value.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Brings what stands in one line to the engine, oldest first, as messages with the run's id as correlation key: the engine starts one run
 * however often the message comes, and an event reaches the run that there is. While the engine is away, or does not have our models
 * yet, all waits in the database. How many messages are under way at a time grows while the engine takes them, and is halved each time it
 * says that it is too many.
 *
 * @see <a href="https://microservices.io/patterns/data/transactional-outbox.html">Transactional outbox</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5681">Additive increase, multiplicative decrease, as in TCP</a>
 */
final class LineRelay {

    private static final Logger log = LoggerFactory.getLogger(LineRelay.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration BREATH = Duration.ofMillis(50);
    private static final Duration AT_ITS_RATE = Duration.ofMillis(200);
    /** A rate keeps the places of a second, so that none is lost meanwhile. */
    private static final Duration SLOWEST_AT_ITS_RATE = Duration.ofMillis(500);

    private static final int MOST = 64;
    /** So often the engine may refuse a message, once a second; then it is the message. */
    private static final int LAST_TRY = 10;

    private final Line line;
    private final Relay.Means means;
    private final Semaphore work = new Semaphore(0);
    private volatile boolean running = true;
    private int window = MOST;
    private boolean engineIsAway;
    /** Until when the rate allows none, as {@link System#nanoTime} counts; null: it is not known to. */
    private @Nullable Long noStartBefore;

    LineRelay(Line line, Relay.Means means) {
        this.line = line;
        this.means = means;
    }

    boolean brings(String process) {
        return line.has(process);
    }

    /** There is something new. */
    void wake() {
        work.release();
    }

    void start() {
        Thread.ofVirtual().name("relay-" + line.lane()).start(this::relayUntilStopped);
    }

    void stop() {
        running = false;
        wake();
    }

    private void relayUntilStopped() {
        while (running) {
            try {
                waitFor(means.mayStart().getAsBoolean() ? relayBatch() : Next.WHEN_WOKEN);
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
        AT_ITS_RATE,
        WHEN_WOKEN,
        AFTER_A_WHILE
    }

    private void waitFor(Next next) throws InterruptedException {
        switch (next) {
            case AT_ONCE -> {}
            case SOON -> pause(BREATH);
            case AT_ITS_RATE -> pause(AT_ITS_RATE);
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
        return means.transaction().execute(status -> {
            List<Publication> batch = new ArrayList<>(takeStarts());
            batch.addAll(means.publications().takeEvents(line, window));
            Next next = settle(batch, means.publisher().publish(batch));
            return noStartBefore != null && next != Next.AFTER_A_WHILE ? Next.AT_ITS_RATE : next;
        });
    }

    /** Those that may start. While the rate allows none nothing is locked: a lock is a write, and each write a sync of the disk. */
    private List<Publication> takeStarts() {
        Rate rate = line.startRate();
        if (rate == null) {
            return means.publications().takeStarts(line, window);
        }
        if (noStartBefore != null && System.nanoTime() - noStartBefore < 0) {
            return List.of();
        }
        int most = Math.min(window, line.mostAtOnce());
        int waiting = means.publications().countStarts(line, most);
        int mayStart = means.rates().take(line, waiting);
        boolean isAtItsRate = mayStart < waiting || waiting == line.mostAtOnce();
        noStartBefore =
                isAtItsRate ? System.nanoTime() + untilThereMayBeAPlace(rate).toNanos() : null;
        return mayStart == 0 ? List.of() : means.publications().takeStarts(line, mayStart);
    }

    private static Duration untilThereMayBeAPlace(Rate rate) {
        Duration spacing = rate.spacing(1);
        return spacing.compareTo(SLOWEST_AT_ITS_RATE) > 0 ? SLOWEST_AT_ITS_RATE : spacing;
    }

    private Next settle(List<Publication> batch, List<MessagePublisher.Outcome> outcomes) {
        String away = null;
        boolean busy = false;
        boolean refused = false;
        for (int i = 0; i < batch.size(); i++) {
            Publication publication = batch.get(i);
            switch (outcomes.get(i)) {
                case MessagePublisher.Outcome.Taken taken ->
                    means.publications().relayed(publication, taken.key());
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
            log.warn("The engine is away, and what came in for the lane {} waits: {}", line.lane(), away);
        } else if (away == null && engineIsAway) {
            log.info("The engine is back, and what waited for the lane {} is brought to it", line.lane());
        }
        engineIsAway = away != null;
    }

    private void refuse(Publication publication, String reason) {
        means.publications().refused(publication);
        if (publication.tries() + 1 >= LAST_TRY) {
            means.undelivered().bury(publication, "The engine has refused it: " + reason);
        }
    }
}
