package io.backstitch.job;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.Ledger;
import io.backstitch.compensation.LedgerUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells the ledger, many at a time, which activities the engine has confirmed as completed. What is lost in a crash is
 * made up for by the unwinding: it then undoes such an effect itself, and the engine's handler finds it undone.
 */
@Component
class Acknowledgements {

    private static final Logger log = LoggerFactory.getLogger(Acknowledgements.class);

    private final ConcurrentLinkedQueue<IdempotencyKey> confirmed = new ConcurrentLinkedQueue<>();
    private final Ledger ledger;

    Acknowledgements(Ledger ledger) {
        this.ledger = ledger;
    }

    void add(IdempotencyKey key) {
        confirmed.add(key);
    }

    /** Writes what has come together; before a settle step, too, so that it need not wait. */
    @Scheduled(fixedDelay = 50)
    synchronized void flush() {
        List<IdempotencyKey> batch = new ArrayList<>();
        for (IdempotencyKey key = confirmed.poll(); key != null; key = confirmed.poll()) {
            batch.add(key);
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            ledger.acknowledge(batch);
        } catch (LedgerUnavailable e) {
            confirmed.addAll(batch);
            log.warn("{} acknowledgements wait for the database: {}", batch.size(), e.getMessage());
        }
    }
}
